package work

import (
	"context"
	"runtime"

	"golang.org/x/sync/semaphore"
)

// Room is memory that several goroutines share: who needs much waits until there
// is enough.
type Room struct {
	bytes int64
	left  *semaphore.Weighted
}

// NewRoom makes room of so many bytes for each processor.
func NewRoom(perProcessor int64) *Room {
	bytes := perProcessor * int64(runtime.GOMAXPROCS(0))
	return &Room{bytes, semaphore.NewWeighted(bytes)}
}

// Within calls do once there is room for so many bytes, or, where that is more than
// there will ever be, once nobody else has any. It fails where ctx ends before.
func (r *Room) Within(ctx context.Context, bytes int64, do func() error) error {
	bytes = min(bytes, r.bytes)
	if err := r.left.Acquire(ctx, bytes); err != nil {
		return err
	}
	defer r.left.Release(bytes)
	return do()
}

package publish

import (
	"context"
	"fmt"
	"time"

	"github.com/gofrs/flock"
)

// Hold waits until nobody else holds a file, which is made if it is not there,
// and takes hold of it. It ends with ctx's error when ctx ends first.
func Hold(ctx context.Context, file string) (release func() error, err error) {
	lock := flock.New(file)
	held, err := lock.TryLockContext(ctx, 20*time.Millisecond)
	if err != nil {
		return nil, err
	}
	if !held {
		return nil, fmt.Errorf("%s is held by another program", file)
	}
	return lock.Unlock, nil
}

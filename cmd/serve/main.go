// Command serve shows public/ in a browser on this computer, for those who work
// on the program: make serve.
package main

import (
	"log"
	"net"
	"net/http"
	"time"
)

func main() {
	const address = "127.0.0.1:1313"
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatalf("something already uses %s; is `make serve` running in another window?", address)
	}
	server := &http.Server{Handler: http.FileServer(http.Dir("public")), ReadHeaderTimeout: 10 * time.Second}
	log.Printf("open http://%s/ and press Ctrl-C to stop", address)
	log.Fatal(server.Serve(listener))
}

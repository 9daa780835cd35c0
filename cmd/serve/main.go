// Command serve shows the public/ of the folder that it is started in, in a
// browser on this computer alone.
package main

import (
	"log"
	"net"
	"net/http"
	"os"
	"time"
)

func main() {
	const address = "127.0.0.1:1313"
	if _, err := os.Stat("public"); err != nil {
		log.Fatal("there is no folder public/ here; go into a site's folder, and build it first")
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatalf("something already uses %s; is `make serve` running in another window?", address)
	}
	server := &http.Server{Handler: http.FileServer(http.Dir("public")), ReadHeaderTimeout: 10 * time.Second}
	log.Printf("open http://%s/ and press Ctrl-C to stop", address)
	log.Fatal(server.Serve(listener))
}

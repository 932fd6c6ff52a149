package main

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// An identity makes every name-like value of the inventory from the seed, so that two runs with the same
// seed give the same answers.
type identity struct {
	seed int64
}

func (id identity) digest(kind, name string) [32]byte {
	return sha256.Sum256([]byte(fmt.Sprintf("%d|%s|%s", id.seed, kind, name)))
}

func (id identity) uuid(kind, name string) string {
	d := id.digest("uuid "+kind, name)
	d[6] = d[6]&0x0f | 0x40
	d[8] = d[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", d[0:4], d[4:6], d[6:8], d[8:10], d[10:16])
}

// vmMAC is an address of the range vCenter hands out.
func (id identity) vmMAC(name string) string {
	d := id.digest("mac", name)
	return fmt.Sprintf("00:50:56:%02x:%02x:%02x", 0x80|d[0]&0x3f, d[1], d[2])
}

func (id identity) hardwareMAC(name string) string {
	d := id.digest("mac", name)
	return fmt.Sprintf("e4:43:4b:%02x:%02x:%02x", d[0], d[1], d[2])
}

// number is between low and high, both included.
func (id identity) number(kind, name string, low, high int64) int64 {
	d := id.digest("number "+kind, name)
	return low + int64(binary.BigEndian.Uint64(d[:8])%uint64(high-low+1))
}

func (id identity) serial(name string) string {
	const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
	d := id.digest("serial", name)
	s := make([]byte, 7)
	for i := range s {
		s[i] = letters[int(d[i])%len(letters)]
	}
	return string(s)
}

func (id identity) password() string {
	d := id.digest("password", "")
	return fmt.Sprintf("Lab-%x!", d[:8])
}

// network is the second octet of all private addresses of this seed.
func (id identity) network() int64 {
	return id.number("network", "", 16, 200)
}

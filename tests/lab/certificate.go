package main

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"strings"
	"time"
)

// serverCertificate is what the lab shows on its own port: a leaf signed by a CA of this run.
type serverCertificate struct {
	tls        tls.Certificate
	caPEM      []byte
	thumbprint string // SHA-256 of the leaf, AA:BB:...
}

// newServerCertificate makes a fresh CA and leaf. They live on the real clock, not on the lab's: the
// client that trusts them does too.
func newServerCertificate() (*serverCertificate, error) {
	caKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	ca := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Lab CA", Organization: []string{"lab.example"}},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(1, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	caDER, err := x509.CreateCertificate(rand.Reader, ca, ca, &caKey.PublicKey, caKey)
	if err != nil {
		return nil, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "vcenter.lab.example"},
		NotBefore: ca.NotBefore, NotAfter: ca.NotAfter,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
		DNSNames:    []string{"localhost"},
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, ca, &key.PublicKey, caKey)
	if err != nil {
		return nil, err
	}
	return &serverCertificate{
		tls:        tls.Certificate{Certificate: [][]byte{der, caDER}, PrivateKey: key},
		caPEM:      pemOf(caDER),
		thumbprint: thumbprint(der),
	}, nil
}

func pemOf(der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

func thumbprint(der []byte) string {
	sum := sha256.Sum256(der)
	parts := make([]string, len(sum))
	for i, b := range sum {
		parts[i] = fmt.Sprintf("%02X", b)
	}
	return strings.Join(parts, ":")
}

// hostCertificate is the same PEM for the same seed, host and dates: Ed25519 signs without randomness.
func (id identity) hostCertificate(host string, from, until time.Time) []byte {
	caSeed := id.digest("ca key", "")
	caKey := ed25519.NewKeyFromSeed(caSeed[:])
	seed := id.digest("host key", host)
	key := ed25519.NewKeyFromSeed(seed[:])
	issuer := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: "CA", Organization: []string{"vcenter.lab.example"}, Country: []string{"US"}},
		IsCA:         true, BasicConstraintsValid: true,
	}
	serial := id.digest("host serial", host)
	leaf := &x509.Certificate{
		SerialNumber: new(big.Int).SetBytes(serial[:8]),
		Subject:      pkix.Name{CommonName: host, Organization: []string{"VMware"}, OrganizationalUnit: []string{"VMware Engineering"}},
		NotBefore:    from, NotAfter: until, DNSNames: []string{host},
	}
	der, err := x509.CreateCertificate(zeroes{}, leaf, issuer, key.Public(), caKey)
	if err != nil {
		panic(err) // the template is ours: only a bug gets here
	}
	return pemOf(der)
}

// zeroes stands for a random source where none is used.
type zeroes struct{}

func (zeroes) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 0
	}
	return len(p), nil
}

// A login by Nod, as the server of an application does it: ask, wait, and believe only the receipt.
//
// Go 1.19, its standard library alone. Environment: NOD_ORIGIN, NOD_API_KEY_FILE, NOD_APPLICATION_ID (app_...).
// Usage: go run login.go USER USER_ID        USER_ID (usr_...) was remembered when the account was paired
package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"os"
	"strings"
	"time"
)

var (
	origin      = os.Getenv("NOD_ORIGIN")
	application = os.Getenv("NOD_APPLICATION_ID")
	apiKey      string
	client      = &http.Client{
		Timeout: 70 * time.Second,
		// A redirect would carry the API key to another address.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
)

func call(method, path string, body any, headers map[string]string) ([]byte, error) {
	var sent io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		sent = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, origin+path, sent)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+apiKey)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err == nil && response.StatusCode/100 != 2 {
		err = fmt.Errorf("Nod answered %d: %s", response.StatusCode, answer)
	}
	return answer, err
}

type jwk struct{ Kty, Crv, X, Y, Kid string }

func (key jwk) public() (*ecdsa.PublicKey, error) {
	x, errX := base64.RawURLEncoding.DecodeString(key.X)
	y, errY := base64.RawURLEncoding.DecodeString(key.Y)
	if errX != nil || errY != nil || key.Kty != "EC" || key.Crv != "P-256" || len(x) != 32 || len(y) != 32 {
		return nil, errors.New("not a P-256 key")
	}
	public := &ecdsa.PublicKey{Curve: elliptic.P256(), X: new(big.Int).SetBytes(x), Y: new(big.Int).SetBytes(y)}
	if !public.Curve.IsOnCurve(public.X, public.Y) {
		return nil, errors.New("not a P-256 key")
	}
	return public, nil
}

type claims struct {
	Iss, Aud, Jti, Sub, Outcome, Match string
	Fallback                           *string
	Iat                                int64
}

// verify returns the claims of a receipt that proves this user's yes to this very login, otherwise an error.
func verify(receipt, challengeID, userID string) (*claims, error) {
	parts := strings.Split(receipt, ".")
	if len(parts) != 3 {
		return nil, errors.New("not a receipt")
	}
	var decoded [3][]byte
	for at, part := range parts {
		var err error
		if decoded[at], err = base64.RawURLEncoding.DecodeString(part); err != nil {
			return nil, err
		}
	}
	var header struct{ Alg, Typ, Kid string }
	if err := json.Unmarshal(decoded[0], &header); err != nil {
		return nil, err
	}
	// The algorithm is ours to say, not the token's.
	if header.Typ != "nod-receipt+jwt" || header.Alg != "ES256" || len(decoded[2]) != 64 {
		return nil, errors.New("not a receipt")
	}
	text, err := call("GET", "/.well-known/jwks.json", nil, nil)
	if err != nil {
		return nil, err
	}
	var set struct{ Keys []jwk }
	if err := json.Unmarshal(text, &set); err != nil {
		return nil, err
	}
	var public *ecdsa.PublicKey
	for _, key := range set.Keys {
		if key.Kid == header.Kid && header.Kid != "" {
			if public, err = key.public(); err != nil {
				return nil, err
			}
		}
	}
	if public == nil {
		return nil, errors.New("not a receipt by a key of this server")
	}
	hash := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	r, s := new(big.Int).SetBytes(decoded[2][:32]), new(big.Int).SetBytes(decoded[2][32:])
	if !ecdsa.Verify(public, hash[:], r, s) {
		return nil, errors.New("the signature is wrong")
	}
	var found claims
	if err := json.Unmarshal(decoded[1], &found); err != nil {
		return nil, err
	}
	if found.Iss != origin || found.Aud != application || found.Jti != challengeID || found.Sub != userID {
		return nil, errors.New("the receipt is of another server, application, login or user")
	}
	// Of an approval by a fallback no device has signed anything; "none" is a mere tap.
	if found.Outcome != "approved" || found.Fallback != nil || (found.Match != "code" && found.Match != "origin") {
		return nil, errors.New("the receipt shows no device that was given the code")
	}
	if age := time.Since(time.Unix(found.Iat, 0)); age > 5*time.Minute || age < -5*time.Minute {
		return nil, errors.New("the receipt is of another time")
	}
	return &found, nil
}

func login(user, userID string) error {
	key := make([]byte, 16)
	if _, err := rand.Read(key); err != nil {
		return err
	}
	question := map[string]any{"user": user, "context": map[string]string{"userAgent": "Go"}}
	answer, err := call("POST", "/v1/challenges", question, map[string]string{"Idempotency-Key": hex.EncodeToString(key)})
	if err != nil {
		return err
	}
	var challenge struct{ ID, Code, State string }
	if err := json.Unmarshal(answer, &challenge); err != nil {
		return err
	}
	fmt.Println("Type this in Nod:", challenge.Code)
	path := "/v1/challenges/" + challenge.ID
	for challenge.State == "pending" {
		if answer, err = call("GET", path+"?wait=50", nil, nil); err != nil {
			return err
		}
		if err := json.Unmarshal(answer, &challenge); err != nil {
			return err
		}
	}
	if challenge.State != "approved" {
		return errors.New("Nobody is let in: " + challenge.State)
	}
	receipt, err := call("GET", path+"/receipt", nil, nil)
	if err != nil {
		return err
	}
	found, err := verify(strings.TrimSpace(string(receipt)), challenge.ID, userID)
	if err == nil {
		fmt.Println("Let in:", found.Sub)
	}
	return err
}

func main() {
	text, err := os.ReadFile(os.Getenv("NOD_API_KEY_FILE"))
	if err == nil && len(os.Args) == 3 {
		apiKey = strings.TrimSpace(string(text))
		err = login(os.Args[1], os.Args[2])
	} else if err == nil {
		err = errors.New("usage: login USER USER_ID")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

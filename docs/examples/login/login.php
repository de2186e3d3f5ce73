<?php
// A login by Nod, as the server of an application does it: ask, wait, and believe only the receipt.
// PHP 8.2 with its openssl extension (Debian's php-cli). Environment: NOD_ORIGIN, NOD_API_KEY_FILE, NOD_APPLICATION_ID (app_...).
// Usage: php login.php USER USER_ID        USER_ID (usr_...) was remembered when the account was paired
declare(strict_types=1);

$origin = getenv('NOD_ORIGIN');
$application = getenv('NOD_APPLICATION_ID');
$apiKey = trim(file_get_contents(getenv('NOD_API_KEY_FILE')));

/** @throws RuntimeException for anything but 2xx */
function call(string $method, string $path, ?array $body = null, array $headers = []): string
{
    global $origin, $apiKey;
    $headers[] = "Authorization: Bearer $apiKey";
    if ($body !== null) {
        $headers[] = 'Content-Type: application/json';
    }
    $http = ['method' => $method, 'header' => $headers, 'timeout' => 70, 'ignore_errors' => true];
    // A redirect would carry the API key to another address.
    $http['follow_location'] = 0;
    if ($body !== null) {
        $http['content'] = json_encode($body, JSON_THROW_ON_ERROR);
    }
    $answer = file_get_contents($origin . $path, false, stream_context_create(['http' => $http]));
    $status = (int) explode(' ', $http_response_header[0] ?? '')[1];
    if ($answer === false || $status < 200 || $status > 299) {
        throw new RuntimeException("Nod answered $status: $answer");
    }
    return $answer;
}

function fromBase64Url(string $text): string
{
    $bytes = base64_decode(strtr($text, '-_', '+/'), true);
    return $bytes === false ? throw new RuntimeException('not base64url') : $bytes;
}

/** A P-256 key as PEM: the DER of its SubjectPublicKeyInfo (RFC 5480) is always these 26 bytes, 04 and the point. */
function pem(array $jwk): string
{
    $x = fromBase64Url($jwk['x']);
    $y = fromBase64Url($jwk['y']);
    if ($jwk['kty'] !== 'EC' || $jwk['crv'] !== 'P-256' || strlen($x) !== 32 || strlen($y) !== 32) {
        throw new RuntimeException('not a P-256 key');
    }
    $der = hex2bin('3059301306072a8648ce3d020106082a8648ce3d030107034200' . '04') . $x . $y;
    return "-----BEGIN PUBLIC KEY-----\n" . chunk_split(base64_encode($der), 64, "\n") . "-----END PUBLIC KEY-----\n";
}

/** ES256 signatures are r and s, 32 bytes each; OpenSSL wants SEQUENCE { INTEGER r, INTEGER s }. */
function der(string $signature): string
{
    if (strlen($signature) !== 64) {
        throw new RuntimeException('not an ES256 signature');
    }
    $integers = '';
    foreach (str_split($signature, 32) as $number) {
        $number = ltrim($number, "\0");
        // An INTEGER is signed: a first bit that is set would make it negative.
        if ($number === '' || ord($number[0]) > 0x7f) {
            $number = "\0" . $number;
        }
        $integers .= "\x02" . chr(strlen($number)) . $number;
    }
    return "\x30" . chr(strlen($integers)) . $integers;
}

/** The claims of a receipt that proves this user's yes to this very login; everything else is an exception. */
function verify(string $receipt, string $challengeId, string $userId): array
{
    global $origin, $application;
    $parts = explode('.', $receipt);
    if (count($parts) !== 3) {
        throw new RuntimeException('not a receipt');
    }
    $header = json_decode(fromBase64Url($parts[0]), true, 8, JSON_THROW_ON_ERROR);
    $keys = json_decode(call('GET', '/.well-known/jwks.json'), true, 8, JSON_THROW_ON_ERROR)['keys'];
    $keys = array_column($keys, null, 'kid');
    $kid = $header['kid'] ?? '';
    // The algorithm is ours to say, not the token's.
    if (($header['typ'] ?? '') !== 'nod-receipt+jwt' || ($header['alg'] ?? '') !== 'ES256' || !isset($keys[$kid])) {
        throw new RuntimeException('not a receipt by a key of this server');
    }
    $signature = der(fromBase64Url($parts[2]));
    if (openssl_verify("$parts[0].$parts[1]", $signature, pem($keys[$kid]), OPENSSL_ALGO_SHA256) !== 1) {
        throw new RuntimeException('the signature is wrong');
    }
    $claims = json_decode(fromBase64Url($parts[1]), true, 16, JSON_THROW_ON_ERROR);
    $expected = ['iss' => $origin, 'aud' => $application, 'jti' => $challengeId, 'sub' => $userId, 'outcome' => 'approved'];
    foreach ($expected as $name => $value) {
        if (($claims[$name] ?? null) !== $value) {
            throw new RuntimeException("the receipt has another $name");
        }
    }
    // Of an approval by a fallback no device has signed anything; "none" is a mere tap.
    if (isset($claims['fallback']) || !in_array($claims['match'] ?? '', ['code', 'origin'], true)) {
        throw new RuntimeException('the receipt shows no device that was given the code');
    }
    if (!is_int($claims['iat'] ?? null) || abs(time() - $claims['iat']) > 300) {
        throw new RuntimeException('the receipt is of another time');
    }
    return $claims;
}

[, $user, $userId] = $argv;
$question = ['user' => $user, 'context' => ['userAgent' => 'PHP']];
$challenge = json_decode(call('POST', '/v1/challenges', $question, ['Idempotency-Key: ' . bin2hex(random_bytes(16))]), true);
echo 'Type this in Nod: ', $challenge['code'], "\n";
$path = "/v1/challenges/{$challenge['id']}";
do {
    $state = json_decode(call('GET', "$path?wait=50"), true)['state'];
} while ($state === 'pending');
if ($state !== 'approved') {
    fwrite(STDERR, "Nobody is let in: $state\n");
    exit(1);
}
$claims = verify(trim(call('GET', "$path/receipt")), $challenge['id'], $userId);
echo 'Let in: ', $claims['sub'], "\n";

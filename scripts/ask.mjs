import http from 'node:http';
import https from 'node:https';

/**
 * GET to a server that was just started on this machine, at the loopback address. Its certificate is for another name
 * and so isn't checked.
 * @returns {Promise<{status: number, body: string}>} status 0 when there is no answer
 */
export function ask(url, headers = {}) {
  const { request } = url.startsWith('https:') ? https : http;
  return new Promise((resolve) => {
    const sent = request(url, { headers, rejectUnauthorized: false, timeout: 5_000 }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => resolve({ status: 0, body: '' }));
    sent.end();
  });
}

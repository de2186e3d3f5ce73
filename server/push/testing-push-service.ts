import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** One POST as it arrived. */
export interface ReceivedPush {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly answer: ServerResponse;
}

/** A push service on loopback that answers what a test tells it to. */
export interface TestPushService {
  readonly baseUrl: string;
  readonly received: ReceivedPush[];
  /** How many connections were made. */
  connections(): number;
  /** What is answered from now on; without it, 201. */
  answerWith(answer: (push: ReceivedPush) => void): void;
}

/** Starts a push service that ends with the test. */
export async function startPushService(tls?: { key: string; cert: string }): Promise<TestPushService> {
  const received: ReceivedPush[] = [];
  let answerWith = ({ answer }: ReceivedPush): void => {
    answer.writeHead(201).end();
  };
  let connections = 0;
  const onRequest = async (request: IncomingMessage, answer: ServerResponse) => {
    const push = { path: request.url ?? '', headers: request.headers, body: await buffer(request), answer };
    received.push(push);
    answerWith(push);
  };
  const server = tls === undefined ? createServer(onRequest) : createTlsServer(tls, onRequest);
  server.on(tls === undefined ? 'connection' : 'secureConnection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    received,
    connections: () => connections,
    answerWith(answer) {
      answerWith = answer;
    },
  };
}

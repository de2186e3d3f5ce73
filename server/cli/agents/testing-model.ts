import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Stands where an agent's model would: it wants one command to be run, and is then content. */
export interface TestModel {
  readonly port: number;
  /** What the agent has told it about that command. */
  told(): string;
  /** Before each run: what it will want. */
  want(command: string): void;
  stop(): void;
}

/**
 * A server on loopback that speaks OpenAI's Responses (for Codex) and Gemini's streamGenerateContent, as far as an agent needs them
 * for one use of its shell.
 */
export async function startTestModel(): Promise<TestModel> {
  let wanted: string | undefined;
  let told = '';
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const command = wanted;
    if (request.url?.endsWith('/responses')) {
      wanted = undefined;
      told = /"function_call_output".*?"output":"(.*?[^\\])"/.exec(body)?.[1] ?? told;
      answerAsOpenai(response, command);
    } else if (request.url?.includes(':streamGenerateContent')) {
      // It also asks which model suits, without any tools.
      const isTurn = body.includes('run_shell_command');
      if (isTurn) wanted = undefined;
      told = /"functionResponse".*?"response":(\{.*?\})/.exec(body)?.[1] ?? told;
      answerAsGemini(response, isTurn ? command : undefined);
    } else response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    told: () => told,
    want(command) {
      wanted = command;
      told = '';
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answerAsOpenai(response: ServerResponse, command: string | undefined): void {
  const send = (event: { type: string; [member: string]: unknown }) =>
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  const item =
    command === undefined
      ? { type: 'message', id: 'm', role: 'assistant', content: [{ type: 'output_text', text: 'Done.' }] }
      : {
          type: 'function_call',
          ...{ id: 'f', call_id: 'c', name: 'exec_command', arguments: JSON.stringify({ cmd: command }) },
        };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  send({ type: 'response.created', response: { id: 'r' } });
  send({ type: 'response.output_item.done', output_index: 0, item });
  const usage = { input_tokens: 1, output_tokens: 1, total_tokens: 2 };
  send({ type: 'response.completed', response: { id: 'r', usage } });
  response.end();
}

function answerAsGemini(response: ServerResponse, command: string | undefined): void {
  const part =
    command === undefined
      ? { text: 'Done.' }
      : { functionCall: { id: 'c', name: 'run_shell_command', args: { command } } };
  const answer = { candidates: [{ content: { role: 'model', parts: [part] }, finishReason: 'STOP', index: 0 }] };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(`data: ${JSON.stringify(answer)}\n\n`);
}

import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { choosePort } from '../../../scripts/choose-port.mjs';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done));
});

/** Takes a free port and returns it. */
function takenPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    servers.push(server);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

async function freedPort(): Promise<number> {
  const port = await takenPort();
  await new Promise((done) => servers.pop()!.close(done));
  return port;
}

const start = ['node', 'start.mjs'];

it('takes the port that is asked for, the flag before the environment', async () => {
  const port = await freedPort();
  expect(await choosePort([...start, '--port', String(port)], 'no port')).toBe(port);
  expect(await choosePort(start, String(port))).toBe(port);
});

it('refuses what is no port, and says so', async () => {
  for (const wanted of ['0', '65536', '80.5', 'http', '']) {
    await expect(choosePort([...start, '--port', wanted])).rejects.toThrow(
      `“${wanted}” is not a port`,
    );
  }
  await expect(choosePort([...start, '--port'])).rejects.toThrow('is not a port');
});

it('names the port that is taken instead of choosing another in silence', async () => {
  const port = await takenPort();
  await expect(choosePort(start, String(port))).rejects.toThrow(`Port ${port} is taken`);
});

it('finds one by itself where none is asked for', async () => {
  const port = await choosePort(start);
  expect(port).toBeGreaterThanOrEqual(3000);
  expect(port).toBeLessThan(3020);
});

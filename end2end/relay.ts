// A relay before the site that keeps what is posted through it: a browser does not tell a test the
// bytes of the files that it sends.
import { createServer, request as ask } from "node:http";
import type { AddressInfo } from "node:net";

/** A field of a form; `file` is the name of a file, or null where the field holds words. */
export type Part = { name: string; file: string | null; bytes: Buffer };
export type Posted = { path: string; parts: Part[] };
export type Relay = { url: string; posted: Posted[]; end: () => Promise<void> };

/** The fields of a multipart form, in the order in which they were sent. */
const read = (body: Buffer, kind: string): Part[] => {
  const edge = kind.match(/boundary=(.+)$/)?.[1];
  if (edge === undefined) return [];
  // Latin-1 keeps every byte as one character.
  return body.toString("latin1").split(`--${edge}`).slice(1, -1).map((part) => {
    const end = part.indexOf("\r\n\r\n");
    const head = part.slice(0, end);
    return {
      name: head.match(/[; ]name="([^"]*)"/)?.[1] ?? "",
      file: head.match(/filename="([^"]*)"/)?.[1] ?? null,
      bytes: Buffer.from(part.slice(end + 4, -2), "latin1"),
    };
  });
};

export const relay = async (site: string): Promise<Relay> => {
  const posted: Posted[] = [];
  const server = createServer((from, to) => {
    const pieces: Buffer[] = [];
    from.on("data", (piece: Buffer) => pieces.push(piece));
    from.on("end", () => {
      const body = Buffer.concat(pieces);
      if (from.method === "POST") posted.push({ path: from.url ?? "", parts: read(body, from.headers["content-type"] ?? "") });
      const onward = ask(site + from.url, { method: from.method, headers: from.headers }, (answer) => {
        to.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(to);
      });
      onward.on("error", () => to.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const end = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { url: `http://localhost:${port}`, posted, end };
};

// Starts and ends the one binary for tests: a data folder of its own, a free port, a demo or not.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const binary = process.env.LINLI_BIN ?? join(import.meta.dirname, "..", "dist", "linli");

/**
 * An hour goes by for the sessions of one account: the embedded engine is a file that others may
 * write to as well, and no test waits that long.
 */
export const leaveAlone = (data: string, login: string) => {
  const hour = 3_600_000;
  const whose = `staff_id = (SELECT id FROM staff WHERE login = '${login}')`;
  const sql = `PRAGMA busy_timeout = 5000; UPDATE session SET seen_at = seen_at - ${hour}, proved_at = proved_at - ${hour} WHERE ${whose}`;
  execFileSync("sqlite3", [join(data, "linli.db"), sql]);
};

type Run = (words: string[], input?: string) => string;
export type Server = { url: string; data: string; run: Run; end: () => Promise<void> };

/** Any free port, or one of those that LINLI_END2END_PORTS names ("3420-3439"). */
const freePort = async () => {
  const [first, last] = (process.env.LINLI_END2END_PORTS ?? "0-0").split("-").map(Number);
  const start = Math.floor(Math.random() * (last - first + 1));
  for (let n = 0; n <= last - first; n++) {
    const port = await open(first + ((start + n) % (last - first + 1)));
    if (port !== null) return port;
  }
  throw new Error("no port is free");
};

/** The port if it can be listened on; 0 is whatever is free. */
const open = (wanted: number) =>
  new Promise<number | null>((done) => {
    const probe = createServer();
    probe.once("error", () => done(null));
    probe.listen(wanted, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });

const answers = async (url: string, process: ChildProcess) => {
  for (let tries = 0; tries < 200; tries++) {
    if (process.exitCode !== null) break;
    if (await fetch(`${url}/readyz`).then((r) => r.ok, () => false)) return;
    await new Promise((go) => setTimeout(go, 50));
  }
  throw new Error(`${binary} does not answer on ${url}; run 'make build' first and look at its words above.`);
};

/** A running instance. `fill` runs commands on its data before it serves. */
export const start = async (database: string | undefined, fill: (run: Run) => void): Promise<Server> => {
  const data = mkdtempSync(join(tmpdir(), "linli-end2end-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const env = { ...process.env, LINLI_DATA: data, LINLI_URL: url, DATABASE_URL: database ?? "", LINLI_GATEWAY: "file" };
  const run: Run = (words, input = "") => execFileSync(binary, words, { env, input, encoding: "utf8", maxBuffer: 1 << 26, stdio: ["pipe", "pipe", "inherit"] });
  fill(run);
  const child = spawn(binary, ["serve", "--addr", `127.0.0.1:${port}`], { env, stdio: ["ignore", "ignore", "inherit"] });
  await answers(url, child);
  const end = async () => {
    const gone = new Promise((done) => child.once("exit", done));
    child.kill("SIGTERM");
    await gone;
    rmSync(data, { recursive: true, force: true });
  };
  return { url, data, run, end };
};

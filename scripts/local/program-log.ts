import { createWriteStream, existsSync, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';

const fileLimit = 20_000_000;

/** Keeps what a program says in a file of bounded size, and hands on the lines that someone at the terminal should see. */
export class ProgramLog {
  private file: WriteStream;
  private size: number;
  private rest = '';

  constructor(
    private readonly path: string,
    private readonly say: (line: string) => void,
    private readonly everything: boolean,
  ) {
    mkdirSync(dirname(path), { recursive: true });
    this.size = existsSync(path) ? statSync(path).size : 0;
    this.file = this.open();
  }

  take(chunk: string): void {
    this.file.write(chunk);
    this.size += chunk.length;
    const lines = (this.rest + chunk).split('\n');
    this.rest = (lines.pop() ?? '').slice(-100_000);
    for (const line of lines) {
      const shown = this.everything ? readable(line) : worthSaying(line);
      if (shown !== null && shown !== '') this.say(shown);
    }
    if (this.size > fileLimit) {
      this.file.end();
      renameSync(this.path, `${this.path}.1`);
      this.size = 0;
      this.file = this.open();
    }
  }

  close(): void {
    this.file.end();
  }

  private open(): WriteStream {
    const file = createWriteStream(this.path, { flags: 'a', mode: 0o600 });
    // A full disk costs log lines, not the product.
    file.on('error', () => undefined);
    return file;
  }
}

type LogLine = { level?: number; msg?: string; err?: { message?: string } };

function parse(line: string): LogLine | null {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return null;
  }
}

function worthSaying(line: string): string | null {
  const entry = parse(line);
  if (entry === null) return null;
  return (entry.level ?? 0) >= 50 ? readable(line) : null;
}

function readable(line: string): string {
  const entry = parse(line);
  if (entry === null) return line.trimEnd();
  return [entry.msg, entry.err?.message].filter((part) => part !== undefined && part !== '').join(': ');
}

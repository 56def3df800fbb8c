import { pino } from 'pino';

/** Structured logs on standard error: codes, counts and times; no text, name, number or address of anybody. */
export function createLog(level: string) {
  return pino(
    { level, base: undefined, serializers: { err: (error: unknown) => safeError(error) } },
    pino.destination(2),
  );
}

export type Logger = ReturnType<typeof createLog>;

/** Causes of causes that are told; an error may even be its own. */
const MAX_CAUSES = 5;

/** An error's kind and where it arose; its message may quote what somebody wrote. */
export function safeError(error: unknown, causes = MAX_CAUSES): object {
  const { name, code, stack, cause } = (error ?? {}) as {
    name?: string;
    code?: string;
    stack?: string;
    cause?: unknown;
  };
  const where = stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim());
  return { name, code, where, ...(cause !== undefined && causes > 0 && { cause: safeError(cause, causes - 1) }) };
}

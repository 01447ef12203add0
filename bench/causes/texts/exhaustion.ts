// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is what scenarios write
/** What runs out when something is never given back: connections, files, threads, slots a user may have. */
import type { App, Language } from './app.ts';
import type { ErrorText } from './request-errors.ts';

export interface Exhaustion extends ErrorText {
  /** What fills up. */
  by: 'instance' | 'user';
  /** What some libraries say each time when something of it is not given back. */
  leaks: string | null;
}

const traced = (text: string, leaks: string | null = null): Exhaustion => ({
  text,
  trace: true,
  by: 'instance',
  leaks,
});
const plain = (text: string, leaks: string | null = null): Exhaustion => ({
  text,
  trace: false,
  by: 'instance',
  leaks,
});
const user = (text: string, leaks: string | null = null): Exhaustion => ({ text, trace: false, by: 'user', leaks });

const TEXTS: Record<Language, (app: App) => Exhaustion[]> = {
  python: ({ domain }) => [
    traced(
      'sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00 (Background on this error at: https://sqlalche.me/e/20/3o7r)',
      'The garbage collector is trying to clean up non-checked-in connection <AdaptedConnection <asyncpg.connection.Connection object at 0x${hex:12}>>, which will be terminated.  Please ensure that SQLAlchemy pooled connections are returned to the pool explicitly',
    ),
    traced(
      "OSError: [Errno 24] Too many open files: '/tmp/${hex:8}.part'",
      "ResourceWarning: unclosed file <_io.BufferedRandom name='/tmp/${hex:8}.part'>",
    ),
    traced("RuntimeError: can't start new thread"),
    traced("psycopg_pool.PoolTimeout: couldn't get a connection after 30.00 sec"),
    user(
      'User ${user} has reached the maximum number of WebSocket managers (20)',
      "Thread ID mismatch: run_id contains 'factory_${epochMs}' but thread_id is 'thread_${hex:8}'",
    ),
    user(`Refusing ${domain.one} session for \${user}: 5 of 5 sessions in use`),
  ],
  node: () => [
    traced('Error: timeout exceeded when trying to connect'),
    traced(
      "Error: EMFILE: too many open files, open '/tmp/upload_${hex:10}'",
      '(node:1) Warning: Closing file descriptor ${int:20:900} on garbage collection',
    ),
    traced(
      'KnexTimeoutError: Knex: Timeout acquiring a connection. The pool is probably full. Are you missing a .transacting(trx) call?',
    ),
    user(
      'too many open sockets for ${user}, rejecting connection',
      '(node:1) MaxListenersExceededWarning: Possible EventEmitter memory leak detected. 11 close listeners added to [Socket]. Use emitter.setMaxListeners() to increase limit',
    ),
  ],
  java: () => [
    traced(
      'java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 30000ms (total=10, active=10, idle=0, waiting=${int:3:40})',
      'Connection leak detection triggered for org.postgresql.jdbc.PgConnection@${hex:7} on thread http-nio-8080-exec-${int:1:10}, stack trace follows',
    ),
    traced('java.lang.OutOfMemoryError: Java heap space'),
    traced(
      'java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory or process/resource limits reached',
    ),
  ],
  go: () => [
    plain('dial tcp 10.8.0.3:5432: socket: too many open files'),
    plain(
      'acquire connection: pq: sorry, too many clients already',
      'rows not closed after query, connection stays checked out',
    ),
    user('session limit reached for ${user} (8/8)'),
  ],
};

export function exhaustions(app: App): Exhaustion[] {
  return TEXTS[app.language](app);
}

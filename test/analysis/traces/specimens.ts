/** Stack traces as their runtimes print them. */

export interface Specimen {
  name: string;
  language: string;
  text: string;
  /** `Type: message` of each exception, root first. */
  exceptions: string[];
  /** `file:line function` of the root's frames, outermost first, `*` before in-app ones. */
  frames: string[];
}

export const SPECIMENS: Specimen[] = [
  {
    name: 'python',
    language: 'python',
    text: `Traceback (most recent call last):
  File "/usr/local/lib/python3.12/site-packages/uvicorn/protocols/http/h11_impl.py", line 403, in run_asgi
    result = await app(  # type: ignore[func-returns-value]
             ^^^^^^^^^^^^
  File "/app/shared/types/core_types.py", line 346, in ensure_user_id
    raise ValueError(f"Invalid user_id format: {value}")
ValueError: Invalid user_id format: pending_auth`,
    exceptions: ['ValueError: Invalid user_id format: pending_auth'],
    frames: [
      '/usr/local/lib/python3.12/site-packages/uvicorn/protocols/http/h11_impl.py:403 run_asgi',
      '*/app/shared/types/core_types.py:346 ensure_user_id',
    ],
  },
  {
    name: 'python, during handling',
    language: 'python',
    text: `Traceback (most recent call last):
  File "/app/a.py", line 1, in load
    return cache[key]
KeyError: 'k'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/app/b.py", line 9, in main
    load()
  File "<frozen importlib._bootstrap>", line 2, in _load
RuntimeError`,
    exceptions: ["KeyError: 'k'", 'RuntimeError: '],
    frames: ['*/app/a.py:1 load'],
  },
  {
    name: 'python, direct cause, message of several lines',
    language: 'python',
    text: `ERROR:    Exception in ASGI application
Traceback (most recent call last):
  File "/app/db.py", line 4, in connect
    raise
asyncpg.exceptions.TooManyConnectionsError: sorry, too many clients already

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/app/main.py", line 7, in startup
    Settings()
pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings
DATABASE_URL
  Field required [type=missing]

INFO:     Shutting down`,
    exceptions: [
      'asyncpg.exceptions.TooManyConnectionsError: sorry, too many clients already',
      'pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings\nDATABASE_URL\n  Field required [type=missing]',
    ],
    frames: ['*/app/db.py:4 connect'],
  },
  {
    name: 'python, exception group',
    language: 'python',
    text: `  + Exception Group Traceback (most recent call last):
  |   File "/app/main.py", line 5, in main
  |     async with create_task_group() as group:
  | ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "/app/work.py", line 2, in first
    |     raise ValueError("one")
    | ValueError: one
    +---------------- 2 ----------------
    | TypeError: two
    +------------------------------------`,
    exceptions: [
      'ValueError: one',
      'TypeError: two',
      'ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)',
    ],
    frames: ['*/app/work.py:2 first'],
  },
  {
    name: 'python, syntax error',
    language: 'python',
    text: `Traceback (most recent call last):
  File "/app/main.py", line 1, in <module>
    import broken
  File "/app/broken.py", line 3
    foo(
       ^
SyntaxError: '(' was never closed`,
    exceptions: ["SyntaxError: '(' was never closed"],
    frames: ['*/app/main.py:1 <module>', '*/app/broken.py:3 '],
  },
  {
    name: 'python, loguru',
    language: 'python',
    text: `2025-09-09 19:09:36.012 | ERROR    | app.main:run:8 - failed
Traceback (most recent call last):

  File "/app/main.py", line 12, in <module>
    run(3)
    └ <function run at 0x7f0c1d2a3e50>

> File "/app/main.py", line 8, in run
    return 1 / (x - 3)
                │
                └ 3

ZeroDivisionError: division by zero`,
    exceptions: ['ZeroDivisionError: division by zero'],
    frames: ['*/app/main.py:12 <module>', '*/app/main.py:8 run'],
  },
  {
    name: 'python, cut at its end',
    language: 'python',
    text: `Traceback (most recent call last):
  File "/app/main.py", line 12, in run
    go()`,
    exceptions: [': '],
    frames: ['*/app/main.py:12 run'],
  },
  {
    name: 'python, frames only',
    language: 'python',
    text: `  File "/app/main.py", line 12, in run
    go()
  File "/app/go.py", line 2, in go`,
    exceptions: [': '],
    frames: ['*/app/main.py:12 run', '*/app/go.py:2 go'],
  },
  {
    name: 'javascript with causes',
    language: 'javascript',
    text: `Error: load failed
    at async load (file:///app/dist/load.js:10:9)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    ... 2 lines matching cause stack trace ...
    at Object.<anonymous> (/app/dist/main.js:3:1) {
  [cause]: TypeError [ERR_INVALID_ARG]: bad
  argument
      at parse (/app/node_modules/lib/parse.js:1:2)
      at new Reader (/app/dist/reader.js:5:6)
      at /app/dist/load.js:4:3 {
    code: 'ERR_INVALID_ARG'
  }
}

Node.js v22.12.0`,
    exceptions: ['TypeError: bad\n  argument', 'Error: load failed'],
    frames: [
      '*/app/dist/load.js:4 <anonymous>',
      '*/app/dist/reader.js:5 new Reader',
      '/app/node_modules/lib/parse.js:1 parse',
    ],
  },
  {
    name: 'javascript, uncaught',
    language: 'javascript',
    text: `/app/index.js:12
    throw new NotFound('x');
    ^

NotFound: x
    at Object.<anonymous> (/app/index.js:12:11)
    at Module._compile (node:internal/modules/cjs/loader:1358:14)

Node.js v20.11.0`,
    exceptions: ['NotFound: x'],
    frames: ['node:internal/modules/cjs/loader:1358 Module._compile', '*/app/index.js:12 Object.<anonymous>'],
  },
  {
    name: 'javascript, unhandled rejection behind a header',
    language: 'javascript',
    text: `[error] (node:1) UnhandledPromiseRejectionWarning: DatabaseError: timeout
    at Pool.query [as run] (/workspace/src/db.ts:7:3)
    at async Promise.all (index 0)`,
    exceptions: ['DatabaseError: timeout'],
    frames: ['index 0:null Promise.all', '*/workspace/src/db.ts:7 Pool.query'],
  },
  {
    name: 'javascript, aggregate',
    language: 'javascript',
    text: `AggregateError [ECONNREFUSED]: 
    at internalConnectMultiple (node:net:1122:18)
    at afterConnectMultiple (node:net:1689:7) {
  code: 'ECONNREFUSED',
  [errors]: [
    Error: connect ECONNREFUSED 127.0.0.1:5432
        at createConnectionError (node:net:1652:14)
        at afterConnectMultiple (node:net:1682:16) {
      errno: -111
    }
  ]
}`,
    exceptions: ['Error: connect ECONNREFUSED 127.0.0.1:5432', 'AggregateError: '],
    frames: ['node:net:1682 afterConnectMultiple', 'node:net:1652 createConnectionError'],
  },
  {
    name: 'java',
    language: 'java',
    text: `2025-09-09T19:09:36.123Z ERROR 1 --- [shop] [nio-8080-exec-1] o.a.c.c.C.[.[.[/] : Servlet.service() threw exception

java.lang.IllegalStateException: load failed: x
	at com.example.shop.Cart.load(Cart.java:12) ~[classes!/:1.0]
	at java.base/java.lang.Thread.run(Thread.java:840)
	Suppressed: java.io.IOException: close
		at com.example.shop.Io.close(Io.java:3)
	Caused by: java.io.EOFException
		at com.example.shop.Io.end(Io.java:9)
Caused by: org.postgresql.util.PSQLException: FATAL: too many clients
	at org.postgresql.Driver.connect(Driver.java:4)
	at com.example.shop.Db.open(Db.kt)
	at com.example.shop.Db$$Lambda$14/0x0000000800c8.get(Unknown Source)
	... 23 more`,
    exceptions: [
      'org.postgresql.util.PSQLException: FATAL: too many clients',
      'java.lang.IllegalStateException: load failed: x',
    ],
    frames: [
      '*Unknown Source:null com.example.shop.Db$$Lambda$14/0x0000000800c8.get',
      '*Db.kt:null com.example.shop.Db.open',
      'Driver.java:4 org.postgresql.Driver.connect',
    ],
  },
  {
    name: 'go',
    language: 'go',
    text: `panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x6a1b2c]

goroutine 19 [running]:
main.(*Server).handle(0xc0000b2000, {0x7f1b80, 0xc0000a8000})
	/app/main.go:42 +0x1d
net/http.(*conn).serve(0xc0000c2000)
	/usr/local/go/src/net/http/server.go:2009 +0x5f4
created by net/http.(*Server).Serve in goroutine 1
	/usr/local/go/src/net/http/server.go:3086 +0x5cb

goroutine 1 [IO wait]:
main.main()
	/app/main.go:10 +0x5
exit status 2`,
    exceptions: ['runtime error: invalid memory address or nil pointer dereference'],
    frames: [
      '/usr/local/go/src/net/http/server.go:3086 net/http.(*Server).Serve',
      '/usr/local/go/src/net/http/server.go:2009 net/http.(*conn).serve',
      '*/app/main.go:42 main.(*Server).handle',
    ],
  },
  {
    name: 'go, wrapped error',
    language: 'go',
    text: `2025/09/09 19:09:36 http: panic serving 10.0.0.1:4711: load user: query: connection refused
goroutine 7 [running]:
net/http.(*conn).serve.func1()
	/usr/local/go/src/net/http/server.go:1854 +0xbf
panic({0x6f1a20?, 0xc000014150?})
	/usr/local/go/src/runtime/panic.go:890 +0x263
example.com/shop/user.Load(...)
	/go/src/app/user/load.go:7`,
    exceptions: ['error: connection refused', 'panic: load user: query: connection refused'],
    frames: [
      '*/go/src/app/user/load.go:7 example.com/shop/user.Load',
      '/usr/local/go/src/runtime/panic.go:890 panic',
      '/usr/local/go/src/net/http/server.go:1854 net/http.(*conn).serve.func1',
    ],
  },
  {
    name: 'ruby',
    language: 'ruby',
    text: `/app/lib/cart.rb:12:in \`total': undefined method \`price' for nil:NilClass (NoMethodError)
	from /usr/local/bundle/gems/puma-6.4.0/lib/puma/server.rb:30:in \`block in run'
	from /app/main.rb:3:in \`<main>'
/app/lib/db.rb:7:in \`connect': refused (PG::ConnectionBad)
	from /app/lib/cart.rb:11:in \`total'`,
    exceptions: ['PG::ConnectionBad: refused', "NoMethodError: undefined method `price' for nil:NilClass"],
    frames: ['*/app/lib/cart.rb:11 total', '*/app/lib/db.rb:7 connect'],
  },
  {
    name: 'ruby on rails',
    language: 'ruby',
    text: `NoMethodError (undefined method 'price' for nil):
  
app/models/cart.rb:12:in 'Cart#total'
app/controllers/carts_controller.rb:5:in 'CartsController#show'`,
    exceptions: ["NoMethodError: undefined method 'price' for nil"],
    frames: ['*app/controllers/carts_controller.rb:5 CartsController#show', '*app/models/cart.rb:12 Cart#total'],
  },
  {
    name: 'php',
    language: 'php',
    text: `PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /app/src/Db.php:12
Stack trace:
#0 /app/src/Db.php(12): PDO->__construct('mysql:host=...')
#1 /app/vendor/laravel/x.php(3): App\\Db->open()
#2 [internal function]: run()
#3 {main}

Next App\\LoadError: no cart in /app/src/Cart.php:9
Stack trace:
#0 /app/public/index.php(5): App\\Cart->load()
#1 {main}
  thrown in /app/src/Cart.php on line 9`,
    exceptions: ['PDOException: SQLSTATE[HY000] [2002] Connection refused', 'App\\LoadError: no cart'],
    frames: [
      '[internal function]:null {main}',
      '/app/vendor/laravel/x.php:3 run',
      '*/app/src/Db.php:12 App\\Db->open',
      '*/app/src/Db.php:12 PDO->__construct',
    ],
  },
  {
    name: 'php, laravel',
    language: 'php',
    text: `[2025-09-09 19:09:36] production.ERROR: Oops: no cart {"exception":"[object] (App\\\\LoadError(code: 0): no cart at /app/src/Cart.php:9)
[stacktrace]
#0 /app/public/index.php(5): App\\\\Cart->load()
#1 {main}
"}`,
    exceptions: ['App\\LoadError: no cart'],
    frames: ['*/app/public/index.php:5 {main}', '*/app/src/Cart.php:9 App\\Cart->load'],
  },
  {
    name: '.net',
    language: 'dotnet',
    text: `Unhandled exception. System.InvalidOperationException: start failed
 ---> Npgsql.NpgsqlException (0x80004005): Failed to connect to 10.0.0.1:5432
   at Npgsql.NpgsqlConnector.Open(NpgsqlTimeout timeout)
   at Shop.Db.Open(String name) in /src/Db.cs:line 12
   --- End of inner exception stack trace ---
   at Shop.Program.Main(String[] args) in /src/Program.cs:line 5
--- End of stack trace from previous location ---
   at System.Threading.Tasks.Task.Execute()`,
    exceptions: [
      'Npgsql.NpgsqlException: Failed to connect to 10.0.0.1:5432',
      'System.InvalidOperationException: start failed',
    ],
    frames: ['*/src/Db.cs:12 Shop.Db.Open', ':null Npgsql.NpgsqlConnector.Open'],
  },
  {
    name: 'rust',
    language: 'rust',
    text: `thread 'tokio-runtime-worker' panicked at src/main.rs:12:5:
called \`Result::unwrap()\` on an \`Err\` value: Refused
stack backtrace:
   0: rust_begin_unwind
             at /rustc/9fc6b43126469e3858e2fe86cafb4f0fd5068869/library/std/src/panicking.rs:665:5
   1: core::panicking::panic_fmt
             at /rustc/9fc6b43126469e3858e2fe86cafb4f0fd5068869/library/core/src/panicking.rs:76:14
   2: shop::cart::load
             at ./src/main.rs:12:5
note: Some details are omitted`,
    exceptions: ['panic: called `Result::unwrap()` on an `Err` value: Refused'],
    frames: [
      '*./src/main.rs:12 shop::cart::load',
      '/rustc/9fc6b43126469e3858e2fe86cafb4f0fd5068869/library/core/src/panicking.rs:76 core::panicking::panic_fmt',
      '/rustc/9fc6b43126469e3858e2fe86cafb4f0fd5068869/library/std/src/panicking.rs:665 rust_begin_unwind',
    ],
  },
  {
    name: 'rust without backtrace',
    language: 'rust',
    text: `thread 'main' panicked at 'boom', src/main.rs:3:9
note: run with \`RUST_BACKTRACE=1\` environment variable to display a backtrace`,
    exceptions: ['panic: boom'],
    frames: ['*src/main.rs:3 '],
  },
];

/** Stack traces as the four languages print them. */
import type { Random } from '../../../src/emulator/scenarios/random.ts';
import { type App, camel, pascal } from './app.ts';

/** The trace of an error that the application's own code raised; `error` is the exception's own line or lines. */
export function stackOf(app: App, random: Random, error: string): string {
  return STACKS[app.language](app, random, error);
}

const STACKS = { python: pythonStack, node: nodeStack, java: javaStack, go: goStack };

function pythonStack({ domain }: App, random: Random, error: string): string {
  const line = () => random.int(12, 240);
  const server = random.pick([
    [
      `  File "/usr/local/lib/python3.12/site-packages/starlette/routing.py", line 73, in app\n    response = await f(request)`,
      `  File "/usr/local/lib/python3.12/site-packages/fastapi/routing.py", line 301, in app\n    raw_response = await run_endpoint_function(`,
    ],
    [
      `  File "/usr/local/lib/python3.11/site-packages/flask/app.py", line 1473, in wsgi_app\n    response = self.full_dispatch_request()`,
      `  File "/usr/local/lib/python3.11/site-packages/flask/app.py", line 880, in full_dispatch_request\n    rv = self.dispatch_request()`,
    ],
    [
      `  File "/usr/local/lib/python3.12/site-packages/django/core/handlers/base.py", line 197, in _get_response\n    response = wrapped_callback(request, *callback_args, **callback_kwargs)`,
    ],
  ]);
  const own = [
    `  File "/app/${domain.name}/api.py", line ${line()}, in ${domain.verb}_${domain.one}\n    return service.${domain.verb}(payload)`,
    `  File "/app/${domain.name}/service.py", line ${line()}, in ${domain.verb}\n    ${domain.one} = self._${random.pick(['load', 'build', 'price', 'check'])}(payload)`,
    `  File "/app/${domain.name}/${random.pick(['store', 'rules', 'mapping', 'clients'])}.py", line ${line()}, in _${random.pick(['convert', 'fetch', 'apply', 'lookup'])}\n    value = ${domain.one}["${domain.field}"]`,
  ].slice(random.int(0, 1));
  return ['Traceback (most recent call last):', ...server, ...own, error].join('\n');
}

function nodeStack({ domain }: App, random: Random, error: string): string {
  const at = () => `${random.int(8, 320)}:${random.int(5, 40)}`;
  const own = [
    `    at ${camel(`${domain.verb}_${domain.one}`)} (/app/dist/${domain.name}/${domain.one}.service.js:${at()})`,
    `    at ${pascal(domain.one)}Controller.${domain.verb} (/app/dist/${domain.name}/${domain.one}.controller.js:${at()})`,
  ];
  const library = random.pick([
    [
      '    at Layer.handle [as handle_request] (/app/node_modules/express/lib/router/layer.js:95:5)',
      '    at next (/app/node_modules/express/lib/router/route.js:149:13)',
    ],
    ['    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)'],
    ['    at async Object.handler (/app/node_modules/fastify/lib/handleRequest.js:109:20)'],
  ]);
  return [error, ...own, ...library].join('\n');
}

function javaStack({ domain }: App, random: Random, error: string): string {
  const kind = pascal(domain.one);
  const own = [
    `\tat com.example.${domain.name}.service.${kind}Service.${domain.verb}(${kind}Service.java:${random.int(30, 300)})`,
    `\tat com.example.${domain.name}.web.${kind}Controller.${domain.verb}(${kind}Controller.java:${random.int(30, 160)})`,
  ];
  const library = [
    '\tat java.base/jdk.internal.reflect.DirectMethodHandleAccessor.invoke(DirectMethodHandleAccessor.java:103)',
    '\tat org.springframework.web.servlet.DispatcherServlet.doDispatch(DispatcherServlet.java:1089)',
    '\tat org.apache.catalina.core.ApplicationFilterChain.doFilter(ApplicationFilterChain.java:116)',
    '\tat java.base/java.lang.Thread.run(Thread.java:1583)',
  ];
  return [error, ...own, ...library].join('\n');
}

function goStack({ domain }: App, random: Random, error: string): string {
  const kind = pascal(domain.one);
  const hex = () => `0xc000${random.hex(6)}`;
  return [
    error,
    '',
    `goroutine \${int:18:4000} [running]:`,
    `example.com/${domain.name}/internal/${domain.name}.(*Service).${pascal(domain.verb)}(${hex()}, {0x${random.hex(6)}, ${hex()}})`,
    `\t/src/internal/${domain.name}/service.go:${random.int(20, 300)} +0x${random.hex(2)}`,
    `example.com/${domain.name}/internal/http.(*Server).handle${kind}(${hex()}, {0x${random.hex(6)}, ${hex()}})`,
    `\t/src/internal/http/server.go:${random.int(20, 300)} +0x${random.hex(2)}`,
    'net/http.HandlerFunc.ServeHTTP(...)',
    '\t/usr/local/go/src/net/http/server.go:2294',
  ].join('\n');
}

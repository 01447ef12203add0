// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is what scenarios write
/** Why a container does not come up. */
import { type App, type Language, pascal } from './app.ts';

type Make = (app: App) => string;

const python = (app: App, error: string) =>
  `Traceback (most recent call last):\n  File "/usr/local/bin/uvicorn", line 8, in <module>\n    sys.exit(main())\n  File "/app/${app.domain.name}/main.py", line 9, in <module>\n    from ${app.domain.name}.settings import settings\n  File "/app/${app.domain.name}/settings.py", line 31, in <module>\n    settings = load()\n${error}`;
const node = (app: App, error: string) =>
  `${error}\n    at Object.<anonymous> (/app/dist/config/index.js:14:11)\n    at Module._compile (node:internal/modules/cjs/loader:1554:14)\n    at Object..js (node:internal/modules/cjs/loader:1706:10)\n    at Object.<anonymous> (/app/dist/${app.domain.name}/server.js:3:16)\n\nNode.js v22.14.0`;

const TEXTS: Record<Language, Make[]> = {
  python: [
    (app) => python(app, `KeyError: '${app.domain.name.toUpperCase()}_DATABASE_URL'`),
    (app) => python(app, `ModuleNotFoundError: No module named 'opentelemetry.instrumentation.${app.domain.name}'`),
    (app) => python(app, 'ImportError: libGL.so.1: cannot open shared object file: No such file or directory'),
    (app) =>
      python(
        app,
        `pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings\n${app.domain.field}_ttl\n  Input should be a valid integer, unable to parse string as an integer [type=int_parsing, input_value='30s', input_type=str]\n    For further information visit https://errors.pydantic.dev/2.11/v/int_parsing`,
      ),
    (app) => python(app, `SyntaxError: invalid syntax (${app.domain.one}.py, line 88)`),
  ],
  node: [
    (app) =>
      node(app, `Error: Cannot find module '../${app.domain.name}/routes'\nRequire stack:\n- /app/dist/server.js`),
    (app) => node(app, `Error: Config validation error: "${app.domain.name.toUpperCase()}_URL" is required`),
    (app) =>
      node(app, "SyntaxError: The requested module '@example/common' does not provide an export named 'createLogger'"),
    (app) => node(app, 'Error: Could not load the "sharp" module using the linux-x64 runtime'),
  ],
  java: [
    ({ domain }) =>
      `org.springframework.beans.factory.UnsatisfiedDependencyException: Error creating bean with name '${domain.one}Controller': Unsatisfied dependency expressed through constructor parameter 0: No qualifying bean of type 'com.example.${domain.name}.service.${pascal(domain.one)}Service' available\n\tat org.springframework.beans.factory.support.ConstructorResolver.createArgumentArray(ConstructorResolver.java:804)\n\tat org.springframework.boot.SpringApplication.run(SpringApplication.java:335)\n\tat com.example.${domain.name}.Application.main(Application.java:12)`,
    ({ domain }) =>
      `java.lang.IllegalArgumentException: Could not resolve placeholder '${domain.name}.${domain.field}'\n\tat org.springframework.util.PropertyPlaceholderHelper.parseStringValue(PropertyPlaceholderHelper.java:180)\n\tat com.example.${domain.name}.Application.main(Application.java:12)`,
    ({ domain }) =>
      `org.flywaydb.core.api.exception.FlywayValidateException: Validate failed: Migrations have failed validation\nMigration checksum mismatch for migration version 14\n-> Applied to database : 1187234112\n-> Resolved locally    : -99120341\n\tat org.flywaydb.core.Flyway.lambda$migrate$0(Flyway.java:178)\n\tat com.example.${domain.name}.Application.main(Application.java:12)`,
  ],
  go: [
    ({ domain }) =>
      `panic: required key ${domain.name.toUpperCase()}_DSN missing value\n\ngoroutine 1 [running]:\nmain.mustLoad(...)\n\t/src/cmd/server/main.go:41\nmain.main()\n\t/src/cmd/server/main.go:22 +0x1d2`,
    ({ domain }) =>
      `panic: open /etc/${domain.name}/config.yaml: no such file or directory\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/cmd/server/main.go:35 +0x2a4`,
    ({ domain }) =>
      `panic: parse "postgres://${domain.name}:p%ss@10.8.0.3/db": invalid URL escape "%ss"\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/cmd/server/main.go:52 +0x3b1`,
  ],
};

export function startupErrors(app: App): string[] {
  return TEXTS[app.language].map((make) => make(app));
}

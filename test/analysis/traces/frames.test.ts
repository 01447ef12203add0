import { describe, expect, it } from 'vitest';
import { makeFrame } from '../../../src/analysis/traces/frames.ts';

type Row = [language: Parameters<typeof makeFrame>[0], file: string, name: string, inApp: boolean];

const ROWS: Row[] = [
  ['python', '/app/main.py', 'f', true],
  ['python', '/workspace/main.py', 'f', true],
  ['python', '/app/library/python_tools.py', 'f', true],
  ['python', '/app/.venv/lib/python3.12/site-packages/fastapi/routing.py', 'f', false],
  ['python', '/usr/lib/python3/dist-packages/x.py', 'f', false],
  ['python', '/usr/lib/python3.12/asyncio/tasks.py', 'sleep', false],
  ['python', '<frozen importlib._bootstrap>', 'f', false],
  ['javascript', '/app/dist/main.js', 'f', true],
  ['javascript', 'node_modules/express/index.js', 'f', false],
  ['javascript', '/app/node_modules/.pnpm/x@1.0.0/x.js', 'f', false],
  ['javascript', 'node:internal/modules/run_main', 'f', false],
  ['java', 'Cart.java', 'com.example.shop.Cart.load', true],
  ['java', 'Javanese.java', 'javanese.Script.read', true],
  ['java', 'Thread.java', 'java.lang.Thread.run', false],
  ['java', 'X.java', 'org.springframework.web.X.y', false],
  ['java', 'Unknown Source', 'jdk.proxy2.$Proxy12.get', false],
  ['go', '/app/main.go', 'main.main', true],
  ['go', '/go/pkg/mod/github.com/gin-gonic/gin@v1.9.1/context.go', 'github.com/gin-gonic/gin.(*Context).Next', false],
  ['go', 'github.com/gin-gonic/gin@v1.9.1/context.go', 'github.com/gin-gonic/gin.(*Context).Next', false],
  ['go', '/usr/local/go/src/runtime/panic.go', 'panic', false],
  ['go', 'net/http/server.go', 'net/http.(*conn).serve', false],
  ['go', 'example.com/network/run.go', 'example.com/network.Run', true],
  ['ruby', 'app/models/cart.rb', 'total', true],
  ['ruby', '/usr/local/bundle/gems/puma-6.4.0/lib/puma/server.rb', 'run', false],
  ['ruby', '<internal:kernel>', 'loop', false],
  ['php', '/app/src/Db.php', 'open', true],
  ['php', '/app/vendor/laravel/x.php', 'run', false],
  ['php', '[internal function]', 'run', false],
  ['dotnet', '/src/Db.cs', 'Shop.Db.Open', true],
  ['dotnet', '', 'System.Threading.Tasks.Task.Execute', false],
  ['dotnet', '', 'Microsoft.AspNetCore.Hosting.X.Y', false],
  ['rust', './src/main.rs', 'shop::cart::load', true],
  ['rust', '/rustc/9fc6b43/library/core/src/panicking.rs', 'core::panicking::panic_fmt', false],
  ['rust', '', '<core::pin::Pin<P> as core::future::Future>::poll', false],
  ['rust', '/root/.cargo/registry/src/index/x/src/lib.rs', 'x::y', false],
];

describe('makeFrame', () => {
  it.each(ROWS)('%s: %s %s is own code: %s', (language, file, name, inApp) => {
    expect(makeFrame(language, file, '3', name)).toEqual({ file, line: 3, function: name, inApp });
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));

interface Import {
  file: string;
  from: string;
  /** `model`, `text`, … of an import inside src; '' of a package. */
  room: string;
  dynamic: boolean;
  typeOnly: boolean;
}

const STATEMENT = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\s+from\s+)?'([^']+)'/g;
const DYNAMIC = /\bimport\(\s*'([^']+)'\s*\)/g;

function roomOf(path: string): string {
  return path.split('/')[0]!.replace(/\.tsx?$/, '');
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SRC, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const inside = (from: string) =>
    from.startsWith('.') ? roomOf(relative(SRC, resolve(SRC, dirname(file), from))) : '';
  const fixed = [...text.matchAll(STATEMENT)].map((found) => ({
    from: found[2]!,
    dynamic: false,
    typeOnly: found[1] !== undefined,
  }));
  const later = [...text.matchAll(DYNAMIC)].map((found) => ({ from: found[1]!, dynamic: true, typeOnly: false }));
  return [...fixed, ...later].map((found) => ({ file, room: inside(found.from), ...found }));
}

const imports = files.flatMap(importsOf);

/** Which rooms a room may import, besides itself. */
const SHARED = ['model', 'errors', 'text', 'filter'];
const SPEC = [...SHARED, 'run-spec'];
const ALLOWED: Record<string, string[]> = {
  model: [],
  errors: [],
  text: ['model', 'errors'],
  filter: ['model', 'errors', 'text'],
  config: SHARED,
  'run-spec': ['model'],
  sources: SPEC,
  rules: SHARED,
  analysis: SPEC,
  report: SHARED,
  tui: SHARED,
  emulator: SHARED,
  commands: [...SHARED, 'config', 'sources', 'rules', 'analysis', 'report', 'tui', 'emulator'],
  cli: ['commands', '..'],
};

/** Packages that only some rooms may name. */
const HOMES: [RegExp, string[]][] = [
  [
    /^(@google-cloud\/|google-gax|google-auth-library|@grpc\/|protobufjs|proto3-json-serializer)/,
    ['sources', 'emulator'],
  ],
  [/^(ink|react)($|\/)/, ['tui']],
  [/^yaml($|\/)/, ['rules', 'config']],
  [/^commander($|\/)/, ['commands']],
];

const PURE = ['analysis', 'report', 'model', 'errors'];
const UNCLEAN =
  /\bconsole\.|\bprocess\.|\bDate\.now\(|new Date\(\)|\bMath\.random\(|\bfetch\(|\bsetTimeout\(|\bsetInterval\(/;

describe('rooms', () => {
  it('finds the imports at all', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(Object.keys(ALLOWED)).toEqual(expect.arrayContaining([...new Set(files.map(roomOf))]));
  });

  it('import only what they may', () => {
    const wrong = imports.filter(
      ({ file, room, from }) => from.startsWith('.') && room !== roomOf(file) && !ALLOWED[roomOf(file)]?.includes(room),
    );
    expect(wrong.map(({ file, from }) => `${file} -> ${from}`)).toEqual([]);
  });

  it.each(HOMES)('%s stays in %j', (name, rooms) => {
    const wrong = imports.filter(({ file, from }) => name.test(from) && !rooms.includes(roomOf(file)));
    expect(wrong.map(({ file, from }) => `${file} -> ${from}`)).toEqual([]);
  });

  it('keep analysis and report without clock, console, chance, files and network', () => {
    const pure = files.filter((file) => PURE.includes(roomOf(file)));
    const dirty = pure.filter((file) =>
      UNCLEAN.test(readFileSync(join(SRC, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')),
    );
    expect(dirty).toEqual([]);
    const outside = imports.filter(
      ({ file, from }) =>
        pure.includes(file) && from.startsWith('node:') && from !== 'node:crypto' && from !== 'node:net',
    );
    expect(outside.map(({ file, from }) => `${file} -> ${from}`)).toEqual([]);
  });

  it('leave argv and exitCode to cli.ts', () => {
    const wrong = files.filter(
      (file) => file !== 'cli.ts' && /process\.(argv|exitCode|exit\()/.test(readFileSync(join(SRC, file), 'utf8')),
    );
    expect(wrong).toEqual([]);
  });

  it('load nothing heavy before a command asks for it', () => {
    const heavy = /^(@google-cloud\/|google-gax|google-auth-library|@grpc\/|ink$|react|yaml|zod|@secretlint)/;
    const seen = new Set<string>();
    const visit = (file: string): string[] => {
      if (seen.has(file)) return [];
      seen.add(file);
      return imports
        .filter((found) => found.file === file && !found.dynamic && !found.typeOnly)
        .flatMap(({ from }) =>
          from.startsWith('.')
            ? visit(relative(SRC, resolve(SRC, dirname(file), from)))
            : heavy.test(from)
              ? [`${file} -> ${from}`]
              : [],
        );
    };
    expect(visit('commands/program.ts')).toEqual([]);
  });
});

import { fingerprint } from '../analysis/index.ts';
import { UserError } from '../errors.ts';
import type { Report } from '../model.ts';
import { aboutOne, issueTitle, renderReport } from '../report/index.ts';
import type { IssueDraft, Target } from '../tui/effects.ts';
import { runGh } from './gh.ts';
import type { Io } from './io.ts';

/** Searches for an open issue: the fingerprint, then older names of the same failure. */
const MOST_SEARCHES = 5;

/** The Markdown of an issue about one failure, or about all of them; it always ends in a fingerprint. */
export function issueBody(report: Report, target: Target | null): string {
  const body = renderReport(aboutOne(report, target), 'markdown');
  const [own] = namesOf(report, target);
  return own === undefined || body.includes(own) ? body : `${body}\n\`rca fingerprint: ${own}\`\n`;
}

/** What an issue about it may be found by: its fingerprint first, then those of its aliases. Of a whole report one for each cause. */
function namesOf(report: Report, target: Target | null): string[] {
  if (target === null) return report.diagnoses.map((diagnosis) => diagnosis.fingerprint);
  const { signature, service } = target;
  const fits = (item: Target) => item.signature === signature && item.service === service;
  const aliases = report.signatures.find(fits)?.aliases ?? [];
  const own = report.diagnoses.find(fits)?.fingerprint ?? fingerprint(service, signature);
  return [...new Set([own, ...aliases.map((alias) => fingerprint(service, alias))])];
}

/** Exactly what would be sent, and where: gh is asked for the repository of the folder and for an open issue about the same. */
export async function draftIssue(report: Report, target: Target | null, env: Io['env']): Promise<IssueDraft> {
  const repository = await repositoryOf(env);
  return {
    ...repository,
    title: issueTitle(aboutOne(report, target)),
    body: issueBody(report, target),
    existing: await findOpen(repository.repository, namesOf(report, target), env),
  };
}

/** Of the folder that rca runs in, or GH_REPO. One that is not on github.com is named with its host. */
async function repositoryOf(env: Io['env']): Promise<Pick<IssueDraft, 'repository' | 'visibility'>> {
  const named = env.GH_REPO ? [env.GH_REPO] : [];
  const said = await runGh(['repo', 'view', ...named, '--json', 'nameWithOwner,visibility,url'], null, env);
  const { nameWithOwner, visibility, url } = parsed<Record<'nameWithOwner' | 'visibility' | 'url', string>>(said);
  const host = URL.parse(String(url))?.host ?? 'github.com';
  const place = host === 'github.com' ? '' : `${host}/`;
  return { repository: `${place}${nameWithOwner}`, visibility: String(visibility).toLowerCase() };
}

interface Found {
  number: number;
  title: string;
  url: string;
  body: string;
}

/** GitHub's search is no exact one: what it finds has to have the fingerprint in it. */
async function findOpen(repository: string, names: string[], env: Io['env']): Promise<IssueDraft['existing']> {
  for (const name of names.slice(0, MOST_SEARCHES)) {
    const search = ['--search', `"${name}" in:body`, '--state', 'open', '--limit', '20'];
    const args = ['issue', 'list', '--repo', repository, ...search, '--json', 'number,title,url,body'];
    const found = parsed<Found[]>(await runGh(args, null, env)).find(({ body }) => body.includes(name));
    if (found) return { number: Number(found.number), title: String(found.title), url: String(found.url) };
  }
  return null;
}

/** Sends it; says where it is. */
export async function fileIssue({ repository, title, body, existing }: IssueDraft, env: Io['env']): Promise<string> {
  const at = ['--repo', repository];
  if (existing !== null) {
    const said = await runGh(['issue', 'comment', String(existing.number), ...at, '--body-file', '-'], body, env);
    return `Commented on issue #${existing.number}: ${said.trim() || existing.url}`;
  }
  const said = await runGh(['issue', 'create', ...at, '--title', title, '--body-file', '-'], body, env);
  return `The issue was filed: ${said.trim()}`;
}

function parsed<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new UserError('gh did not answer with JSON', 'Update it: gh 2.0 or newer is needed.');
  }
}

import type { Report } from '../model.ts';
import type { Redactor } from '../text/redact.ts';

/** A copy with the secrets masked. The author of a deployment stays: the deployer is no log text. */
export function redactReport(report: Report, redactor: Redactor): Report {
  const redacted = redactor.value(report);
  const deployments = redacted.deployments.map((deployment, i) => ({
    ...deployment,
    author: report.deployments[i]?.author ?? null,
  }));
  return { ...redacted, deployments };
}

/** A mistake of the user's, or of the place rca runs in: shown as what, why and what to do, never with a stack. Exit status 2. */
export class UserError extends Error {
  /** What to do about it, one line. */
  readonly hint: string;

  constructor(message: string, hint = '') {
    super(message);
    this.name = 'UserError';
    this.hint = hint;
  }
}

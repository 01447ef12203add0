import { type Dispatch, useEffect, useRef, useState } from 'react';
import { UserError } from '../../errors.ts';
import type { Answer, Asked, Effect, Perform } from '../effects.ts';
import type { Action } from '../state.ts';

/** Has every effect carried out once, one after the other, and brings the answers into the state. A bug in one is thrown. */
export function useEffects(asked: Asked[], perform: Perform, dispatch: Dispatch<Action>): void {
  const begun = useRef(0);
  const last = useRef(Promise.resolve());
  const [bug, setBug] = useState<{ error: unknown } | null>(null);
  if (bug !== null) throw bug.error;
  useEffect(() => {
    for (const { id, effect } of asked) {
      if (id <= begun.current) continue;
      begun.current = id;
      last.current = last.current
        .then(() => answerOf(effect, perform))
        .then((answer) => dispatch({ type: 'answer', id, answer }))
        .catch((error: unknown) => setBug({ error }));
    }
  }, [asked, perform, dispatch]);
}

async function answerOf(effect: Effect, perform: Perform): Promise<Answer> {
  try {
    return await perform(effect);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { type: 'failed', text: [error.message, error.hint].filter(Boolean).join('. ') };
  }
}

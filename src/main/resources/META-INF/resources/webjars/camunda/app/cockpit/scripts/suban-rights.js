// What of Cockpit the person has; asked once, for all scripts that have to know.

import { ask } from '../../../../suban/page.js?v=1';

export let access = { board: false, engine: true, rules: false };
try {
  // the whole application waits for this script
  access = await ask('/board/access', { signal: AbortSignal.timeout(5000) });
} catch (error) {
  console.warn('Suban: rights not known', error);
}

/** The page of ours that the person sees first; null where none is theirs. */
export const home = access.board ? 'board' : access.rules ? 'rules' : null;

export default [];

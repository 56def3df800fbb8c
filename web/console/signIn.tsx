import type { TargetedSubmitEvent } from 'preact';
import { ask } from './api.js';
import { Problem } from './parts.js';
import { useSay } from './texts.js';
import { useAction } from './useAction.js';

type Fields = Record<string, string>;

function fieldsOf(event: TargetedSubmitEvent<HTMLFormElement>): Fields {
  event.preventDefault();
  const entries = [...new FormData(event.currentTarget).entries()];
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

/** E-mail address and password. @param idle true where a login only fell asleep */
export function SignIn({ idle, onDone }: { idle: boolean; onDone: () => void }) {
  const say = useSay();
  const { busy, error, run } = useAction();
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    const body = fieldsOf(event);
    if (await run(() => ask('login', { method: 'POST', body }))) onDone();
  };
  return (
    <form class="card" onSubmit={submit}>
      <h1>{say('signIn.title')}</h1>
      {idle && <p>{say('signIn.idle')}</p>}
      <label>
        {say('signIn.email')}
        <input name="email" type="email" autocomplete="username" required maxLength={254} />
      </label>
      <label>
        {say('signIn.password')}
        <input name="password" type="password" autocomplete="current-password" required />
      </label>
      <Problem code={error} />
      <button class="main" type="submit" disabled={busy}>
        {say('signIn.do')}
      </button>
    </form>
  );
}

/** Makes an account by the token of a one-time link. */
export function SetUp({ token, onDone }: { token: string; onDone: () => void }) {
  const say = useSay();
  const { busy, error, run } = useAction();
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    const body = { ...fieldsOf(event), token };
    if (await run(() => ask('setup', { method: 'POST', body }))) onDone();
  };
  return (
    <form class="card" onSubmit={submit}>
      <h1>{say('setUp.title')}</h1>
      <p>{say('setUp.about')}</p>
      <label>
        {say('setUp.name')}
        <input name="name" autocomplete="given-name" required maxLength={40} />
      </label>
      <label>
        {say('signIn.email')}
        <input name="email" type="email" autocomplete="username" required maxLength={254} />
      </label>
      <label>
        {say('signIn.password')}
        <input name="password" type="password" autocomplete="new-password" required aria-describedby="rule" />
      </label>
      <p id="rule" class="hint">
        {say('setUp.rule')}
      </p>
      <Problem code={error} />
      <button class="main" type="submit" disabled={busy}>
        {say('setUp.do')}
      </button>
    </form>
  );
}

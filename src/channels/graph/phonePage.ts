const STYLE = `
  body { margin: 0; font: 16px/1.4 system-ui, sans-serif; background: #e8e4dc; color: #111; }
  main { max-width: 26rem; height: 100dvh; margin: auto; display: flex; flex-direction: column; background: #f6f3ee; }
  header { padding: .6rem; background: #115e54; color: #fff; display: flex; gap: .5rem; align-items: center; }
  header input { flex: 1; min-width: 0; }
  input, button { font: inherit; padding: .5rem .7rem; border: 1px solid #767676; border-radius: .6rem; }
  ol { flex: 1; overflow-y: auto; margin: 0; padding: .6rem; list-style: none; }
  li { margin: 0 0 .5rem; padding: .5rem .7rem; max-width: 85%; width: fit-content; border-radius: .6rem;
    background: #fff; white-space: pre-wrap; overflow-wrap: anywhere; }
  li.person { margin-left: auto; background: #d5f5cf; }
  li button { display: block; width: 100%; margin-top: .3rem; background: #fff; color: #0a5c50; text-align: left; }
  form { display: flex; gap: .4rem; padding: .6rem; }
  form input { flex: 1; min-width: 0; }
  nav { display: flex; flex-wrap: wrap; gap: .3rem; padding: 0 .6rem .6rem; }
`;

const SCRIPT = `
  const byId = (id) => document.getElementById(id);
  const person = byId('person'), lines = byId('lines'), form = byId('form'), words = byId('words');
  let shown = '';
  const phone = () => '/phone/' + encodeURIComponent(person.value.trim());
  const post = async (message) => {
    await fetch(phone(), { method: 'POST', body: JSON.stringify(message) });
    await refresh();
  };
  const choicesOf = (message) => {
    const action = (message.interactive || {}).action || {};
    const rows = (action.sections || []).flatMap((section) => section.rows);
    const replies = (action.buttons || []).map((button) => button.reply);
    return [...replies.map((reply) => ({ type: 'button', ...reply })), ...rows.map((row) => ({ type: 'row', ...row }))];
  };
  const textOf = ({ text, interactive, type }) => {
    if (text) return text.body;
    if (!interactive) return '[' + type + ']';
    const reply = interactive.button_reply || interactive.list_reply;
    return reply ? reply.title : interactive.body.text;
  };
  const toItem = ({ from, message }) => {
    const item = document.createElement('li');
    item.className = from;
    item.textContent = textOf(message);
    for (const { type, id, title } of from === 'service' ? choicesOf(message) : []) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = title;
      button.onclick = () => post({ type, id, title });
      item.append(button);
    }
    return item;
  };
  const refresh = async () => {
    const answer = await fetch(phone()).then((response) => response.text());
    if (answer === shown) return;
    shown = answer;
    lines.replaceChildren(...JSON.parse(answer).map(toItem));
    lines.scrollTop = lines.scrollHeight;
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    if (words.value.trim()) post({ type: 'text', text: words.value });
    words.value = '';
  };
  for (const type of ['audio', 'image', 'sticker', 'document']) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = type;
    button.onclick = () => post({ type });
    byId('kinds').append(button);
  }
  person.onchange = refresh;
  setInterval(refresh, 1000);
  refresh();
`;

/** A phone on a page: shows one conversation, and lets one type and tap. */
export const PHONE_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Phone</title>
<style>${STYLE}</style>
<main>
  <header><label for="person">Number</label><input id="person" value="32470000001" autocomplete="off"></header>
  <ol id="lines" aria-live="polite"></ol>
  <form id="form"><input id="words" aria-label="Message" autocomplete="off"><button>Send</button></form>
  <nav id="kinds" aria-label="Other kinds of message"></nav>
</main>
<script>${SCRIPT}</script>
</html>
`;

// The queue's requests: the same acts as its forms, as JSON.

const path_of = { keep: 'keep', opinion: 'second-opinion' };

export async function post(url, body, lang) {
  const answer = await fetch(url, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { accept: 'application/json', 'content-type': 'application/json', 'accept-language': lang },
    body: JSON.stringify(body),
  });
  return { answer, body: await answer.json().catch(() => ({})) };
}

/** Sends what a case's form holds. An empty reason is the prepared one of the chosen ground, as without scripts. */
export function ask(act, fields, lang) {
  const target = fields.get('target');
  if (act === 'hide') {
    const [kind, id] = target.split(':');
    return post(`/api/v1/${kind === 'idea' ? 'ideas' : 'comments'}/${id}/hide`, { rule: fields.get('rule'), reason: fields.get('reason') }, lang);
  }
  const said = act === 'opinion' ? { note: fields.get('note') } : { reason: fields.get('reason') };
  return post(`/api/v1/cases/${encodeURIComponent(target)}/${path_of[act]}`, said, lang);
}

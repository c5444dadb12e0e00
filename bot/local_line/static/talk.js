// What the page asks of the local LINE. Everything is JSON on this machine.

async function read(response) {
  const body = await response.json().catch(() => ({ message: `HTTP ${response.status}` }));
  if (!response.ok) throw Object.assign(new Error(body.message ?? `HTTP ${response.status}`), { status: response.status });
  return body;
}

function post(path, body) {
  return fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }).then(read);
}

export const getState = () => fetch("/local-line/state").then(read);
export const entriesAfter = (number) => fetch(`/local-line/entries?after=${number}`).then(read);
export const act = (asked) => post("/local-line/acts", asked);
export const newPerson = (role) => post("/local-line/people", { role });

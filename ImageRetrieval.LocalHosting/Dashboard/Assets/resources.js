// The table of resources.
const words = {
  NotStarted: "Not started", Waiting: "Waiting", Starting: "Starting", Running: "Running", RuntimeUnhealthy: "Runtime unhealthy",
  FailedToStart: "Failed to start", Stopping: "Stopping", Exited: "Exited", Finished: "Finished",
};
const stateTone = {
  NotStarted: "idle", Waiting: "busy", Starting: "busy", Running: "good", RuntimeUnhealthy: "bad",
  FailedToStart: "bad", Stopping: "busy", Exited: "bad", Finished: "idle",
};
const healthTone = { Healthy: "good", Degraded: "warn", Unhealthy: "bad", Starting: "busy" };

export function showResources(body, resources, selected, onSelect) {
  body.replaceChildren(...resources.map(resource => row(resource, resource.name === selected, onSelect)));
}

export function summary(resources) {
  const done = resources.filter(resource => resource.isReady || resource.state === "Finished").length;
  return done === resources.length ? `all ${done} ready` : `${done} of ${resources.length} ready`;
}

function row(resource, selected, onSelect) {
  const name = element("button", "name", resource.name);
  name.type = "button";
  name.title = `Show the console of ${resource.name}`;
  name.addEventListener("click", () => onSelect(resource.name));
  const line = element("tr", selected ? "selected" : "");
  line.append(
    cell("Name", name),
    cell("State", badge(words[resource.state] ?? resource.state, stateTone[resource.state]), reason(stateReason(resource))),
    cell("Health", ...health(resource)),
    cell("Address", ...resource.urls.map(address)),
    cell("Process", resource.processId ? element("span", "number", `${resource.processId}`) : none()),
    cell("Started", resource.startedAt ? time(resource.startedAt) : none()),
    cell("Restarts", element("span", resource.restarts ? "number many" : "number", `${resource.restarts}`)));
  return line;
}

function stateReason(resource) {
  if (resource.reason) return resource.reason;
  return resource.exitCode === null ? null : `exit code ${resource.exitCode}`;
}

function health(resource) {
  if (!resource.health) return [none()];
  return [badge(resource.health, healthTone[resource.health]), reason(resource.healthReason)];
}

function address(url) {
  const link = element("a", "", url.url.replace(/^https?:\/\//, ""));
  link.href = url.url;
  link.target = "_blank";
  link.rel = "noopener";
  const box = element("div", "address");
  box.append(link);
  if (url.displayText) box.append(element("small", "", url.displayText));
  return box;
}

function time(text) {
  const date = new Date(text);
  const shown = element("time", "number", date.toLocaleTimeString());
  shown.dateTime = text;
  shown.title = date.toLocaleString();
  return shown;
}

function cell(label, ...content) {
  const made = element("td");
  made.dataset.label = label;
  made.append(...content.filter(Boolean));
  return made;
}

const badge = (word, tone) => element("span", `badge ${tone ?? "idle"}`, word);
const reason = text => text ? element("small", "reason", text) : null;
const none = () => element("span", "none", "–");

export function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

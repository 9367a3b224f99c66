// Review of duplicates: marks of all pages, undo, keys, and the number of groups while the slider moves.
import './strictness.js';
import { createMarks } from './marks.js';
import { announce, number } from './texts.js';

const form = document.getElementById('copies');
if (form) start();

function start() {
  const marks = createMarks(form.dataset.list);
  const groups = [...form.querySelectorAll('.copy-group')];
  const byIndex = new Map(groups.map(group => [group.dataset.group, group]));
  const shown = form.querySelector('[data-marked-count]');
  const buttons = Object.fromEntries(['page', 'all'].map(name => [name, form.querySelector(`[data-mark-${name}]`)]));

  const members = group => [...group.querySelectorAll('.member')];
  const box = member => member.querySelector('[type="checkbox"]');
  const radio = member => member.querySelector('[type="radio"]');
  const rest = group => group.querySelector('.rest input');
  const copies = group => members(group).filter(member => !radio(member).checked);
  const isMarked = group => copies(group).every(member => box(member).checked) && (rest(group)?.checked ?? true);

  // What the page shows of a group, as a decision; null when it is the one that the group has without any.
  function read(group) {
    const marked = copies(group).filter(member => box(member).checked);
    const hidden = rest(group)?.checked ? Number(rest(group).value) : 0;
    const recommended = radio(members(group)[0])?.defaultChecked && radio(members(group)[0]).checked;
    if (!marks.all && !marked.length && !hidden && recommended) return null;
    return {
      keep: members(group).find(member => radio(member).checked)?.dataset.id ?? null,
      delete: marked.map(member => member.dataset.id), rest: hidden > 0,
      count: marked.length + hidden, bytes: marked.reduce((sum, member) => sum + Number(member.dataset.bytes), 0),
    };
  }

  function show(group) {
    const decision = marks.get(group.dataset.group);
    for (const member of members(group)) {
      const kept = decision?.keep ? decision.keep === member.dataset.id : radio(member).defaultChecked;
      radio(member).checked = kept;
      box(member).checked = !kept && (decision ? decision.delete.includes(member.dataset.id) : marks.all);
    }
    if (rest(group)) rest(group).checked = decision ? decision.rest : marks.all;
  }

  function summary() {
    const { pictures, groups: count, bytes } = marks.totals();
    const fill = (words, ...values) => words.replace(/\{(\d)\}/g, (place, i) => values[i]);
    return marks.all ? fill(form.dataset.all, number(Number(form.dataset.total)), number(marks.size))
      : pictures ? fill(form.dataset.marked, number(pictures), number(count), (bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 }))
      : form.dataset.nothing;
  }

  function refresh(words) {
    for (const group of groups) group.querySelector('[data-mark-group]').setAttribute('aria-pressed', isMarked(group));
    buttons.page.setAttribute('aria-pressed', groups.every(isMarked));
    buttons.all.setAttribute('aria-pressed', marks.all);
    form.querySelector('[data-undo]').disabled = !marks.canUndo;
    form.querySelector('[data-clear]').disabled = !marks.all && !marks.size;
    shown.textContent = summary();
    if (words) announce(words);
  }

  function store(changed) {
    marks.change(changed.map(group => [group.dataset.group, read(group)]));
    refresh(summary());
  }

  // Marks the copies of these groups, or removes the marks when all are marked.
  function toggle(changed) {
    const mark = !changed.every(isMarked);
    for (const group of changed) {
      for (const member of copies(group)) box(member).checked = mark;
      if (rest(group)) rest(group).checked = mark;
    }
    store(changed);
  }

  function reset(all) {
    marks.reset(all);
    groups.forEach(show);
    refresh(summary());
  }

  function undo() {
    const changed = marks.undo();
    if (!changed) return;
    for (const group of changed === 'all' ? groups : changed.map(index => byIndex.get(index)).filter(Boolean)) show(group);
    refresh(`${form.dataset.undone} ${summary()}`);
  }

  form.addEventListener('change', event => {
    const group = event.target.closest('.copy-group');
    if (!group) return;
    // The image that is kept is not deleted; its predecessor becomes a copy like the others.
    if (event.target.type === 'radio') box(event.target.closest('.member')).checked = false;
    store([group]);
  });

  form.addEventListener('click', event => {
    const button = event.target.closest('button[type="button"]');
    if (!button) return;
    if ('markGroup' in button.dataset) toggle([button.closest('.copy-group')]);
    else if ('markPage' in button.dataset) toggle(groups);
    else if ('markAll' in button.dataset) reset(!marks.all);
    else if ('clear' in button.dataset) reset(false);
    else if ('undo' in button.dataset) undo();
  });

  form.addEventListener('submit', event => {
    if (marks.all || marks.size) return;
    event.preventDefault();
    announce(form.dataset.nothing);
    groups[0]?.focus();
  });
  // One field has the decisions of all pages.
  form.addEventListener('formdata', event => {
    for (const key of [...event.formData.keys()]) if (/^(keep|mark|rest)\./.test(key)) event.formData.delete(key);
    event.formData.append('marks', marks.toJson());
  });

  const keys = {
    n: () => step(1),
    p: () => step(-1),
    d: group => toggle([group]),
    x: (group, member) => member && !radio(member).checked && box(member).click(),
    k: (group, member) => member && radio(member).click(),
    u: undo,
  };
  let last = null;
  const current = () => document.activeElement?.closest('.copy-group') ?? (last?.isConnected ? last : null);

  function step(by) {
    const at = groups.indexOf(current());
    const next = groups[at < 0 ? 0 : at + by];
    if (next) next.focus();
    else document.querySelector(`.paging [rel="${by > 0 ? 'next' : 'prev'}"]`)?.focus();
  }

  function move(event) {
    const group = current();
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key] * (document.dir === 'rtl' ? -1 : 1);
    const all = members(group);
    const next = all[all.indexOf(document.activeElement.closest('.member')) + by];
    if (!next) return;
    event.preventDefault();
    next.querySelector('.picture').focus();
  }

  form.addEventListener('focusin', event => { last = event.target.closest('.copy-group') ?? last; });
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector('dialog[open]')) return;
    if (event.target.matches('select, input:not([type="checkbox"], [type="radio"])')) return;
    if (/^Arrow(Left|Right)$/.test(event.key) && event.target.closest('.copy-group') && event.target.type !== 'radio') return move(event);
    const work = keys[event.key.toLowerCase()];
    if (!work || !document.getElementById('single-keys').checked) return;
    const group = current();
    if (!group && !['n', 'p', 'u'].includes(event.key.toLowerCase())) return;
    event.preventDefault();
    work(group, document.activeElement?.closest('.member'));
  });

  groups.forEach(show);
  refresh();
  // The browser may show this page again as it was left, while another one has changed the marks.
  addEventListener('pageshow', event => {
    if (!event.persisted) return;
    marks.load();
    groups.forEach(show);
    refresh();
  });
}

// Decisions about groups of one list, kept until the browser tab is closed, so that they cover all of its pages.
const mostUndo = 100;

export function createMarks(list) {
  const place = `duplicates:${list}`;
  // groups: the decision about each group; all: whether the copies of every other group are marked.
  let state;

  function load() {
    try {
      state = JSON.parse(sessionStorage.getItem(place));
    } catch {
      state = null;
    }
    state ??= { all: false, groups: {}, past: [] };
  }

  function save() {
    if (state.past.length > mostUndo) state.past = state.past.slice(-mostUndo);
    try {
      sessionStorage.setItem(place, JSON.stringify(state));
    } catch {
      // Storage is full or not allowed: the marks then last as long as the page.
    }
  }

  const put = (index, decision) => { if (decision) state.groups[index] = decision; else delete state.groups[index]; };

  load();
  return {
    load,
    get all() { return state.all; },
    get size() { return Object.keys(state.groups).length; },
    get canUndo() { return state.past.length > 0; },
    get: index => state.groups[index] ?? null,

    /** @param changes pairs of a group and its decision; null for none. One call is one step of undo. */
    change(changes) {
      state.past.push({ groups: changes.map(([index]) => [index, state.groups[index] ?? null]) });
      for (const [index, decision] of changes) put(index, decision);
      save();
    },

    /** Forgets all decisions; then the copies of all groups are marked, or none. */
    reset(all) {
      state.past.push({ all: state.all, before: state.groups });
      state.all = all;
      state.groups = {};
      save();
    },

    /** @returns the groups that have changed, 'all', or null when there was nothing to undo. */
    undo() {
      const step = state.past.pop();
      if (!step) return null;
      if (step.before) [state.all, state.groups] = [step.all, step.before];
      else for (const [index, decision] of step.groups) put(index, decision);
      save();
      return step.before ? 'all' : step.groups.map(([index]) => String(index));
    },

    totals: () => Object.values(state.groups).reduce(
      (sum, { count, bytes }) => ({ pictures: sum.pictures + count, groups: sum.groups + (count > 0 ? 1 : 0), bytes: sum.bytes + bytes }), { pictures: 0, groups: 0, bytes: 0 }),

    toJson: () => JSON.stringify({
      all: state.all,
      groups: Object.fromEntries(Object.entries(state.groups).map(([index, { keep, delete: ids, rest }]) => [index, { keep, delete: ids, rest }])),
    }),
  };
}

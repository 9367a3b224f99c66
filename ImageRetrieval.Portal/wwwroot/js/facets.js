// A search inside a long list of values; chosen values always stay visible.
document.addEventListener('input', event => {
  if (!event.target.matches?.('.facet-find')) return;
  const wanted = event.target.value.trim().toLocaleLowerCase();
  for (const label of event.target.closest('fieldset').querySelectorAll('.values .check'))
    label.hidden = !label.querySelector('input').checked && !label.dataset.key.toLocaleLowerCase().includes(wanted);
});

// Its change is not a change of the filters.
document.addEventListener('change', event => { if (event.target.matches?.('.facet-find')) event.stopPropagation(); }, true);
document.addEventListener('keydown', event => { if (event.key === 'Enter' && event.target.matches?.('.facet-find')) event.preventDefault(); });

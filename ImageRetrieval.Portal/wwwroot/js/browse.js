// Filters of the collection apply when they are chosen.
const form = document.getElementById('browse');
form.addEventListener('change', event => { if (event.target.id !== 'id') form.requestSubmit(); });

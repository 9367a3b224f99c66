// Filters of the collection apply when they are chosen.
import './lightbox.js';
import './selection.js';

const form = document.getElementById('browse');
form.addEventListener('change', event => { if (event.target.id !== 'id') form.requestSubmit(); });

// Takes a photo with the device's camera.
import { text } from './texts.js';

const sheet = document.getElementById('camera-sheet');
const video = sheet.querySelector('video');
const take = sheet.querySelector('[data-take]');
const note = sheet.querySelector('.note');

/** Resolves to the photo, or to null when there is none. */
export async function photograph() {
  note.textContent = '';
  take.disabled = true;
  sheet.showModal();
  const closed = new Promise(resolve => sheet.addEventListener('close', () => resolve(null), { once: true }));
  let stream = null;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } });
  } catch {
    note.textContent = text('Camera.Denied');
    return closed;
  }
  video.srcObject = stream;
  await video.play();
  take.disabled = false;
  take.focus();
  const taken = new Promise(resolve => take.addEventListener('click', () => resolve(photo()), { once: true }));
  const picture = await Promise.race([taken, closed]);
  for (const track of stream.getTracks()) track.stop();
  video.srcObject = null;
  if (sheet.open) sheet.close();
  return picture;
}

function photo() {
  const canvas = Object.assign(document.createElement('canvas'), { width: video.videoWidth, height: video.videoHeight });
  canvas.getContext('2d').drawImage(video, 0, 0);
  return new Promise(resolve => canvas.toBlob(blob => resolve(new File([blob], 'camera.jpg', { type: 'image/jpeg' })), 'image/jpeg', .92));
}

// Takes a photo with the device's camera; where there are two, a button switches between them.
import { text } from './texts.js';

const sheet = document.getElementById('camera-sheet');
const video = sheet.querySelector('video');
const take = sheet.querySelector('[data-take]');
const other = sheet.querySelector('[data-other]');
const note = sheet.querySelector('.note');
const size = { width: { ideal: 1280 } };
let stream = null;

/** Resolves to the photo, or to null when there is none. */
export async function photograph() {
  sheet.showModal();
  const closed = new Promise(resolve => sheet.addEventListener('close', () => resolve(null), { once: true }));
  // The camera that sees what is in front of the person, on devices that have one.
  if (!await start({ facingMode: 'environment' })) return closed;
  take.focus();
  const taken = new Promise(resolve => take.addEventListener('click', () => resolve(photo()), { once: true }));
  const picture = await Promise.race([taken, closed]);
  stop();
  if (sheet.open) sheet.close();
  return picture;
}

async function start(camera) {
  note.textContent = '';
  take.disabled = true;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { ...camera, ...size } });
  } catch {
    note.textContent = text('Camera.Denied');
    other.hidden = true;
    return false;
  }
  // The sheet may have been closed while the browser asked for permission.
  if (!sheet.open) {
    stop();
    return false;
  }
  video.srcObject = stream;
  await video.play();
  // A picture of oneself is expected as in a mirror; the photo is not mirrored.
  video.classList.toggle('mirrored', facing() === 'user');
  other.hidden = (await cameras()).length < 2;
  take.disabled = false;
  return true;
}

function stop() {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = video.srcObject = null;
}

const settings = () => stream.getVideoTracks()[0].getSettings();
const facing = () => settings().facingMode;
const cameras = async () => (await navigator.mediaDevices.enumerateDevices()).filter(device => device.kind === 'videoinput');

// Phones have several cameras on the back; the one at the other side is meant. Elsewhere it is the next one.
async function next() {
  if (facing()) return { facingMode: facing() === 'user' ? 'environment' : 'user' };
  const all = await cameras(), at = all.findIndex(device => device.deviceId === settings().deviceId);
  return { deviceId: { exact: all[(at + 1) % all.length].deviceId } };
}

other.addEventListener('click', async () => {
  // Until the other camera is there, a photo would be of either of the two.
  other.disabled = take.disabled = true;
  try {
    const camera = await next();
    // Most phones run one camera at a time.
    stop();
    await start(camera);
  } finally {
    other.disabled = false;
    other.focus();
  }
});

function photo() {
  const canvas = Object.assign(document.createElement('canvas'), { width: video.videoWidth, height: video.videoHeight });
  canvas.getContext('2d').drawImage(video, 0, 0);
  return new Promise(resolve => canvas.toBlob(blob => resolve(new File([blob], 'camera.jpg', { type: 'image/jpeg' })), 'image/jpeg', .92));
}

// Large photos are made smaller before they travel: models look at a few hundred pixels.
const longestSide = 1600;
const leastBytes = 400_000;

/** The file as it is, or a smaller copy with its width and height. What the browser cannot read is left to the server. */
export async function shrink(file) {
  if (file.size < leastBytes || !/^image\/(jpeg|png|webp|avif)$/.test(file.type)) return { file };
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return { file };
  }
  const scale = longestSide / Math.max(bitmap.width, bitmap.height);
  if (scale >= 1) return { file };
  const width = Math.round(bitmap.width * scale), height = Math.round(bitmap.height * scale);
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  // WebP keeps what is transparent.
  const type = file.type === 'image/jpeg' ? 'image/jpeg' : 'image/webp';
  const blob = await new Promise(resolve => canvas.toBlob(resolve, type, .92));
  return blob && blob.size < file.size ? { file: new File([blob], file.name, { type: blob.type }), width, height } : { file };
}

// Large photos are scaled down before the upload: models use only a few hundred pixels.
const longestSide = 1600;
const leastBytes = 400_000;

/** The file unchanged, or a smaller copy with its width and height. Files that the browser cannot decode are left to the server. */
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
  // WebP preserves transparency.
  const type = file.type === 'image/jpeg' ? 'image/jpeg' : 'image/webp';
  const blob = await new Promise(resolve => canvas.toBlob(resolve, type, .92));
  return blob && blob.size < file.size ? { file: new File([blob], file.name, { type: blob.type }), width, height } : { file };
}

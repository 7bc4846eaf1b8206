/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/proof/outlay-proof-format-private.h"

/* TIFF 6.0, section 2, and EXIF 3.0 (CIPA DC-008), 4.6.5. */
#define TAG_ORIENTATION 0x0112
#define TYPE_SHORT 3
#define ENTRY_LENGTH 12

static guint
read16 (const guint8 *bytes, gboolean is_little)
{
  return is_little ? read_le16 (bytes) : read_be16 (bytes);
}

guint
outlay_exif_read_orientation (const guint8 *tiff, gsize size)
{
  gboolean is_little;
  guint32 offset;
  guint n_entries;

  if (size < 8 || (memcmp (tiff, "II*\0", 4) != 0 && memcmp (tiff, "MM\0*", 4) != 0))
    return 0;

  is_little = tiff[0] == 'I';
  offset = is_little ? read_le32 (tiff + 4) : read_be32 (tiff + 4);

  if (offset > size - 2)
    return 0;

  n_entries = read16 (tiff + offset, is_little);

  for (gsize at = (gsize) offset + 2; n_entries > 0 && at + ENTRY_LENGTH <= size;
       n_entries--, at += ENTRY_LENGTH)
    if (read16 (tiff + at, is_little) == TAG_ORIENTATION)
      {
        guint orientation = read16 (tiff + at + 8, is_little);

        if (read16 (tiff + at + 2, is_little) != TYPE_SHORT || orientation > 8)
          return 0;

        return orientation;
      }

  return 0;
}

void
outlay_exif_write_orientation (guint orientation, guint8 tiff[OUTLAY_EXIF_LENGTH])
{
  static const guint8 model[OUTLAY_EXIF_LENGTH] = {
    'M',
    'M',
    0,
    '*',
    0,
    0,
    0,
    8, /* header: IFD 0 at byte 8 */
    0,
    1, /* one entry */
    TAG_ORIENTATION >> 8,
    TAG_ORIENTATION & 0xff,
    0,
    TYPE_SHORT, /* its tag and type */
    0,
    0,
    0,
    1,
    0,
    0,
    0,
    0, /* one value, set below */
    0,
    0,
    0,
    0, /* no IFD 1 */
  };

  memcpy (tiff, model, sizeof model);
  tiff[19] = (guint8) orientation;
}

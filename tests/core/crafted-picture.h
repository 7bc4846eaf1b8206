/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stands in every part of a crafted picture that must not survive. */
#define SECRET "52.5200N 13.4050E"
/* Stands in the colour profile, which must. */
#define PROFILE "a colour profile"
/* Stands in the compressed picture. */
#define PIXELS "not really pixels"

typedef enum
{
  CRAFTED_JPEG,
  CRAFTED_PROGRESSIVE_JPEG,
  CRAFTED_PNG,
  CRAFTED_WEBP_LOSSY,
  CRAFTED_WEBP_LOSSLESS,
  CRAFTED_WEBP_EXTENDED,
  CRAFTED_WEBP_ANIMATED,
  CRAFTED_PDF,
} CraftedType;
#define N_CRAFTED_TYPES 8

/* Whether the type has a place for an orientation. */
gboolean crafted_type_has_orientation (CraftedType type);

/**
 * craft_picture:
 * @orientation: 1 to 8, written as EXIF where it is not 1
 * @has_metadata: whether to put SECRET wherever the type has a place for it
 *
 * Returns: (transfer full): a file of valid structure, whose pixels are nonsense
 */
GBytes *craft_picture (CraftedType type,
                       guint       width,
                       guint       height,
                       guint       orientation,
                       gboolean    has_metadata);

/* A TIFF whose only entry, in IFD 0, is @tag of @type. */
GBytes *craft_tiff (gboolean is_little,
                    guint    tag,
                    guint    type,
                    guint    value);

/* Sets the CRC of a PNG's header anew, after a change to it. */
void craft_png_header_crc (guint8 *png);

/* Whether @text is anywhere in @bytes. */
gboolean crafted_contains (GBytes     *bytes,
                           const char *text);

G_END_DECLS

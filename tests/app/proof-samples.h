/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* Files that the tests draw for themselves, so that they need none from elsewhere. */

/* A JPEG whose stored pixels are turned so that EXIF @orientation (1 to 8) sets them upright: red top
 * left, green top right, blue bottom left, white bottom right. Upright it is @width × @height. */
GBytes *proof_sample_jpeg (int width, int height, int orientation);

GBytes *proof_sample_png  (int width, int height);

/* Page number n has n black bars; A6 size in points. */
GBytes *proof_sample_pdf  (int n_pages);

/* The colour of a texture at a place, in shares of its width and height. */
GdkRGBA proof_sample_color_at (GdkTexture *texture, double x, double y);

/* Writes @bytes into a new file in the folder; (transfer full). */
GFile  *proof_sample_save (GBytes *bytes, const char *folder, const char *name);

/* A folder of the pictures or receipts that developers keep beside the repository, or NULL. */
char   *proof_sample_find_folder (const char *name);

G_END_DECLS

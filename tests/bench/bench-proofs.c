/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>
#include <time.h>

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "app/proofs/outlay-proof-picture.h"

/* usage: bench-proofs BUILD: how long one thread takes to decode a photograph of 12 megapixels into
 * the picture and the thumbnail that the app asks for, in time of the processor, as the machine may
 * have other work. Each figure is the median of several runs. */

#define RUNS 11

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

/* Paper with lines of print on it, and the noise of a camera: about as hard to decode
 * as a real one. */
static GBytes *
draw_photograph (int width, int height)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GRand) noise = g_rand_new_with_seed (7);
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);
  char *jpeg = NULL;
  gsize size;
  gboolean is_saved;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        gboolean is_ink = y % 60 < 24 && (x / 9 + y / 60) % 3 == 0 && (x * 7 + y) % 11 < 6;
        int light = (is_ink ? 60 : 205) + x * 30 / width + g_rand_int_range (noise, -6, 7);
        guint8 *pixel = pixels + y * stride + x * 3;

        pixel[0] = (guint8) CLAMP (light, 0, 255);
        pixel[1] = (guint8) CLAMP (light - 3, 0, 255);
        pixel[2] = (guint8) CLAMP (light - 12, 0, 255);
      }

  is_saved = gdk_pixbuf_save_to_buffer (pixbuf, &jpeg, &size, "jpeg", NULL, "quality", "80", NULL);
  if (!is_saved)
    g_error ("the photograph could not be drawn");

  return g_bytes_new_take (jpeg, size);
}

/* What all threads of this process have worked so far. */
static double
get_cpu_msec (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static double
time_decode (GBytes *photograph, guint size)
{
  g_autoptr (OutlayProofPicture) picture = NULL;
  g_autoptr (OutlayProofPicture) thumbnail = NULL;
  double start = get_cpu_msec ();

  picture = outlay_proof_picture_read (photograph, 0, size, 256, &thumbnail, NULL, NULL);
  if (picture == NULL)
    g_error ("the photograph could not be decoded");

  return get_cpu_msec () - start;
}

int
main (int argc, char *argv[])
{
  static const guint sizes[] = { 1024, 1536, 2048 };
  g_autoptr (GBytes) photograph = draw_photograph (4000, 3000);

  g_print ("proof.photograph %.2f MB\n", (double) g_bytes_get_size (photograph) / 1e6);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      double times[RUNS];

      for (guint run = 0; run < RUNS; run++)
        times[run] = time_decode (photograph, sizes[i]);
      qsort (times, RUNS, sizeof *times, compare_doubles);
      g_print ("proof.decode-12mp-to-%u-and-thumbnail %.1f ms\n", sizes[i], times[RUNS / 2]);
    }

  return 0;
}

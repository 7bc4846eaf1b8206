/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/outlay-uuid.h"

#include <string.h>

#include <time.h>

#define N_THREADS 4
#define N_EACH 5000

/* The clock of this process: the system's, but where a test sets it. The linker
 * prefers this one. */
static gint64 clock_set_to;

gint64
g_get_real_time (void)
{
  struct timespec now;

  if (clock_set_to != 0)
    return clock_set_to;

  clock_gettime (CLOCK_REALTIME, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* RFC 9562, 5.7: 48 bits of milliseconds, version 7, variant 10. */
static gint64
read_msec (const char *uuid)
{
  g_autofree char *high = g_strndup (uuid, 8);
  g_autofree char *low = g_strndup (uuid + 9, 4);

  return (gint64) (g_ascii_strtoull (high, NULL, 16) << 16 | g_ascii_strtoull (low, NULL, 16));
}

static void
test_bits (void)
{
  for (guint i = 0; i < 1000; i++)
    {
      gint64 before = g_get_real_time () / 1000;
      g_autofree char *uuid = outlay_uuid_new ();
      gint64 after = g_get_real_time () / 1000;

      g_assert_cmpuint (strlen (uuid), ==, OUTLAY_UUID_LENGTH);
      g_assert_true (outlay_uuid_is_valid (uuid));
      g_assert_true (g_uuid_string_is_valid (uuid));
      g_assert_cmpint (uuid[14], ==, '7');
      g_assert_nonnull (strchr ("89ab", uuid[19]));
      g_assert_cmpint (read_msec (uuid), >=, before);
      /* A counter that ran over may borrow from the next milliseconds. */
      g_assert_cmpint (read_msec (uuid), <=, after + 1000);
    }
}

static void
test_order (void)
{
  g_autofree char *last = outlay_uuid_new ();

  for (guint i = 0; i < 50000; i++)
    {
      char *next = outlay_uuid_new ();

      g_assert_cmpstr (last, <, next);
      g_free (last);
      last = next;
    }
}

/* More than one millisecond has room for, then an hour back: what comes later still sorts later. */
static void
test_odd_clocks (void)
{
  static const gint64 clocks[] = { G_GINT64_CONSTANT (4102444800000000),
                                   G_GINT64_CONSTANT (4102441200000000) };
  g_autofree char *last = outlay_uuid_new ();

  for (guint clock = 0; clock < G_N_ELEMENTS (clocks); clock++)
    {
      clock_set_to = clocks[clock];

      for (guint i = 0; i < 20000; i++)
        {
          char *next = outlay_uuid_new ();

          g_assert_true (outlay_uuid_is_valid (next));
          g_assert_cmpstr (last, <, next);
          g_free (last);
          last = next;
        }

      /* Borrowed from the following milliseconds, and no more than needed. */
      g_assert_cmpint (read_msec (last), >=, clocks[0] / 1000);
      g_assert_cmpint (read_msec (last), <=, clocks[0] / 1000 + 20 * (clock + 1));
    }

  clock_set_to = 0;
}

static gpointer
make_many (gpointer data)
{
  GPtrArray *uuids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_EACH; i++)
    g_ptr_array_add (uuids, outlay_uuid_new ());

  return uuids;
}

/* Ordered within each thread, and none is made twice. */
static void
test_threads (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("uuid", make_many, NULL);

  for (guint i = 0; i < N_THREADS; i++)
    {
      g_autoptr (GPtrArray) uuids = g_thread_join (threads[i]);

      for (guint k = 0; k < uuids->len; k++)
        {
          if (k > 0)
            g_assert_cmpstr (uuids->pdata[k - 1], <, uuids->pdata[k]);

          g_assert_true (g_hash_table_add (seen, g_strdup (uuids->pdata[k])));
        }
    }

  g_assert_cmpuint (g_hash_table_size (seen), ==, N_THREADS * N_EACH);
}

static void
test_is_valid (void)
{
  static const struct
  {
    const char *text;
    gboolean is_valid;
  } cases[] = {
    { "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", TRUE }, /* RFC 9562, A.6 */
    { "c232ab00-9414-11ec-b3c8-9f6bdeced846", TRUE }, /* version 1, A.1 */
    { "00000000-0000-0000-0000-000000000000", TRUE },
    { "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", FALSE },
    { "017f22e2-79b0-7cc3-98c4-dc0c0c07398", FALSE },
    { "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", FALSE },
    { "017f22e279b07cc398c4dc0c0c07398f", FALSE },
    { "017f22e2-79b0-7cc3-98c4_dc0c0c07398f", FALSE },
    { "017f22e-279b0-7cc3-98c4-dc0c0c07398f", FALSE },
    { "g17f22e2-79b0-7cc3-98c4-dc0c0c07398f", FALSE },
    { "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}", FALSE },
    { "017f22e2-79b0-7cc3-98c4-dc0c0c07398f ", FALSE },
    { "017f22e2", FALSE },
    { "", FALSE },
    { NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (outlay_uuid_is_valid (cases[i].text), ==, cases[i].is_valid);
}

static void
test_bytes (void)
{
  static const guint8 wanted[OUTLAY_UUID_BYTES] = {
    0x01, 0x7f, 0x22, 0xe2, 0x79, 0xb0, 0x7c, 0xc3, 0x98, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f
  };
  guint8 bytes[OUTLAY_UUID_BYTES];
  char text[OUTLAY_UUID_LENGTH + 1];

  outlay_uuid_to_bytes ("017f22e2-79b0-7cc3-98c4-dc0c0c07398f", bytes);
  g_assert_cmpmem (bytes, sizeof bytes, wanted, sizeof wanted);
  outlay_uuid_from_bytes (bytes, text);
  g_assert_cmpstr (text, ==, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/uuid/bits", test_bits);
  g_test_add_func ("/core/uuid/order", test_order);
  g_test_add_func ("/core/uuid/threads", test_threads);
  g_test_add_func ("/core/uuid/is-valid", test_is_valid);
  g_test_add_func ("/core/uuid/bytes", test_bytes);
  /* Last, as ids go on from the year 2100 afterwards. */
  g_test_add_func ("/core/uuid/odd-clocks", test_odd_clocks);

  return g_test_run ();
}

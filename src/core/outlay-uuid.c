/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/outlay-uuid.h"

#include <sys/random.h>

/* RFC 9562, 6.2, method 1: the twelve bits after the time are a counter. It starts anywhere in its
 * lower half for each millisecond, so that at least 2,048 ids fit before it runs over. */
#define COUNTER_BITS 12
#define COUNTER_MAX ((1u << COUNTER_BITS) - 1)

static GMutex clock_lock;
static guint64 last_msec;
static guint last_counter;

static void
fill_random (gpointer buffer, gsize size)
{
  if (getentropy (buffer, size) != 0)
    g_error ("The kernel gives no random bytes");
}

static void
take_tick (guint start, guint64 *msec, guint *counter)
{
  guint64 now = (guint64) g_get_real_time () / 1000;

  g_mutex_lock (&clock_lock);

  /* A clock that was set back goes on counting from where we were. */
  if (now > last_msec)
    {
      last_msec = now;
      last_counter = start;
    }
  else if (last_counter < COUNTER_MAX)
    last_counter++;
  else
    {
      last_msec++;
      last_counter = start;
    }

  *msec = last_msec;
  *counter = last_counter;

  g_mutex_unlock (&clock_lock);
}

/**
 * outlay_uuid_new:
 *
 * Returns: (transfer full): a UUIDv7 (RFC 9562, 5.7) in lower case that sorts after every one this
 *   process made before. Any thread.
 */
char *
outlay_uuid_new (void)
{
  guint8 random[10];
  guint64 msec;
  guint counter;

  fill_random (random, sizeof random);
  take_tick (((guint) random[8] << 8 | random[9]) & (COUNTER_MAX >> 1), &msec, &counter);

  return g_strdup_printf ("%08x-%04x-7%03x-%02x%02x-%02x%02x%02x%02x%02x%02x", (guint) (msec >> 16),
                          (guint) (msec & 0xffff), counter, (random[0] & 0x3fu) | 0x80u, random[1],
                          random[2], random[3], random[4], random[5], random[6], random[7]);
}

/**
 * outlay_uuid_is_valid:
 * @text: (nullable): any text
 *
 * Returns: whether @text is a UUID of any version, in lower case, as ids on the wire must be
 */
gboolean
outlay_uuid_is_valid (const char *text)
{
  if (text == NULL)
    return FALSE;

  for (guint i = 0; i < OUTLAY_UUID_LENGTH; i++)
    {
      gboolean is_dash = i == 8 || i == 13 || i == 18 || i == 23;

      if (is_dash ? text[i] != '-'
                  : !(g_ascii_isdigit (text[i]) || (text[i] >= 'a' && text[i] <= 'f')))
        return FALSE;
    }

  return text[OUTLAY_UUID_LENGTH] == '\0';
}

void
outlay_uuid_to_bytes (const char *text, guint8 *bytes)
{
  g_return_if_fail (outlay_uuid_is_valid (text) && bytes != NULL);

  for (gsize i = 0; i < OUTLAY_UUID_BYTES; text += 2)
    {
      text += *text == '-';
      bytes[i++] = (guint8) (g_ascii_xdigit_value (text[0]) << 4 | g_ascii_xdigit_value (text[1]));
    }
}

void
outlay_uuid_from_bytes (const guint8 *bytes, char *text)
{
  g_return_if_fail (bytes != NULL && text != NULL);

  for (gsize i = 0; i < OUTLAY_UUID_BYTES; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *text++ = '-';
      g_snprintf (text, 3, "%02x", bytes[i]);
      text += 2;
    }
}

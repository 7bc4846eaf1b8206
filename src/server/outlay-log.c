/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-log.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#define FLUSH_USEC (100 * G_TIME_SPAN_MILLISECOND)
#define FLUSH_BYTES (64 * 1024)
/* When standard error takes nothing any more, further lines are counted and dropped. */
#define MAX_BYTES (4 * 1024 * 1024)
/* "2026-11-20T08:30:00.000Z", and years that will not come. */
#define TIME_SIZE 64

static const char *const level_names[] = { "error", "warning", "info", "debug" };

static struct
{
  GMutex mutex;
  GCond cond;
  GThread *thread;
  GString *lines;
  guint64 n_dropped;
  gboolean is_stopping;
  int level; /* atomic */
} sink = { .level = OUTLAY_LOG_INFO };

static void
write_all (const char *text, gsize length)
{
  while (length > 0)
    {
      gssize n = write (STDERR_FILENO, text, length);

      if (n < 0)
        return;
      text += n;
      length -= (gsize) n;
    }
}

static gpointer
flush_thread (gpointer data)
{
  GString *full = g_string_sized_new (FLUSH_BYTES);

  g_mutex_lock (&sink.mutex);
  while (!sink.is_stopping || sink.lines->len > 0)
    {
      GString *swap;

      if (!sink.is_stopping && sink.lines->len < FLUSH_BYTES)
        g_cond_wait_until (&sink.cond, &sink.mutex, g_get_monotonic_time () + FLUSH_USEC);
      if (sink.n_dropped > 0)
        {
          g_string_append_printf (sink.lines, "level=warning dropped=%" G_GUINT64_FORMAT "\n",
                                  sink.n_dropped);
          sink.n_dropped = 0;
        }

      swap = sink.lines;
      sink.lines = full;
      full = swap;
      g_mutex_unlock (&sink.mutex);

      write_all (full->str, full->len);
      g_string_truncate (full, 0);
      g_mutex_lock (&sink.mutex);
    }
  g_mutex_unlock (&sink.mutex);

  g_string_free (full, TRUE);
  return NULL;
}

/* RFC 3339 in UTC; the calendar is asked once a second. */
static void
write_time (char text[TIME_SIZE])
{
  static _Thread_local time_t last;
  static _Thread_local struct tm calendar;
  gint64 now = g_get_real_time ();
  time_t second = (time_t) (now / G_USEC_PER_SEC);

  if (second != last)
    {
      gmtime_r (&second, &calendar);
      last = second;
    }

  g_snprintf (text, TIME_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", calendar.tm_year + 1900,
              calendar.tm_mon + 1, calendar.tm_mday, calendar.tm_hour, calendar.tm_min,
              calendar.tm_sec, (int) (now % G_USEC_PER_SEC / 1000));
}

/* In quotes, on one line. */
static void
append_quoted (GString *line, const char *text)
{
  g_string_append_c (line, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"' || *text == '\\')
        g_string_append_c (line, '\\');
      g_string_append_c (line, g_ascii_iscntrl (*text) ? ' ' : *text);
    }
  g_string_append_c (line, '"');
}

static void
add_line (const char *line, gsize length, gboolean at_once)
{
  g_mutex_lock (&sink.mutex);
  if (sink.lines == NULL)
    write_all (line, length);
  else if (sink.lines->len + length > MAX_BYTES)
    sink.n_dropped++;
  else
    g_string_append_len (sink.lines, line, (gssize) length);

  if (sink.lines != NULL && (at_once || sink.lines->len >= FLUSH_BYTES))
    g_cond_signal (&sink.cond);
  g_mutex_unlock (&sink.mutex);
}

static OutlayLogLevel
find_level (GLogLevelFlags flags)
{
  if (flags & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
    return OUTLAY_LOG_ERROR;
  if (flags & G_LOG_LEVEL_WARNING)
    return OUTLAY_LOG_WARNING;
  if (flags & (G_LOG_LEVEL_MESSAGE | G_LOG_LEVEL_INFO))
    return OUTLAY_LOG_INFO;

  return OUTLAY_LOG_DEBUG;
}

static const char *
find_field (const GLogField *fields, gsize n_fields, const char *key)
{
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length == -1 && g_str_equal (fields[i].key, key))
      return fields[i].value;

  return NULL;
}

static GLogWriterOutput
write_log_cb (GLogLevelFlags flags, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  OutlayLogLevel level = find_level (flags);
  const char *message = find_field (fields, n_fields, "MESSAGE");
  g_autoptr (GString) line = NULL;
  char time[TIME_SIZE];

  if ((int) level > g_atomic_int_get (&sink.level) || message == NULL)
    return G_LOG_WRITER_HANDLED;

  line = g_string_sized_new (256);
  write_time (time);
  g_string_append_printf (line, "time=%s level=%s msg=", time, level_names[level]);
  append_quoted (line, message);
  g_string_append_c (line, '\n');

  /* A fatal one ends the process before the thread would write it. */
  if (flags & (G_LOG_FLAG_FATAL | G_LOG_LEVEL_ERROR))
    write_all (line->str, line->len);
  else
    add_line (line->str, line->len, level <= OUTLAY_LOG_WARNING);

  return G_LOG_WRITER_HANDLED;
}

void
outlay_log_start (OutlayLogLevel level)
{
  g_return_if_fail (sink.thread == NULL);

  g_atomic_int_set (&sink.level, (int) level);
  sink.lines = g_string_sized_new (FLUSH_BYTES);
  sink.thread = g_thread_new ("log", flush_thread, NULL);
  g_log_set_writer_func (write_log_cb, NULL, NULL);
}

void
outlay_log_stop (void)
{
  g_mutex_lock (&sink.mutex);
  sink.is_stopping = TRUE;
  g_cond_signal (&sink.cond);
  g_mutex_unlock (&sink.mutex);

  g_clear_pointer (&sink.thread, g_thread_join);

  /* Whoever logs from here on writes at once. */
  g_mutex_lock (&sink.mutex);
  if (sink.lines != NULL)
    g_string_free (g_steal_pointer (&sink.lines), TRUE);
  g_mutex_unlock (&sink.mutex);
}

void
outlay_log_set_level (OutlayLogLevel level)
{
  g_atomic_int_set (&sink.level, (int) level);
}

OutlayLogLevel
outlay_log_get_level (void)
{
  return (OutlayLogLevel) g_atomic_int_get (&sink.level);
}

gboolean
outlay_log_level_from_string (const char *text, OutlayLogLevel *level)
{
  for (gsize i = 0; i < G_N_ELEMENTS (level_names); i++)
    if (g_str_equal (text, level_names[i]))
      {
        *level = (OutlayLogLevel) i;
        return TRUE;
      }

  return FALSE;
}

void
outlay_log_request (const OutlayLogRequest *request)
{
  char line[384], time[TIME_SIZE];
  int length;

  if (g_atomic_int_get (&sink.level) < OUTLAY_LOG_INFO)
    return;

  write_time (time);
  length = g_snprintf (line, sizeof line,
                       "time=%s level=info method=%s path=%s status=%u usec=%" G_GINT64_FORMAT
                       " bytes=%" G_GUINT64_FORMAT " user=%s\n",
                       time, request->method, request->path, request->status, request->usec,
                       request->bytes, request->user != NULL ? request->user : "-");
  add_line (line, MIN ((gsize) length, sizeof line - 1), FALSE);
}

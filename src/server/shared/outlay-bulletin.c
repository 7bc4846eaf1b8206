/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/shared/outlay-bulletin.h"

#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* A notice is the sender's name and lines: "identities", "company ID" or "topic ID NAME". PostgreSQL
 * takes less than 8,000 bytes of it. */
#define CHANNEL "outlay"
#define MAX_NOTICE 7000
#define RETRY_MS 2000

struct _OutlayBulletin
{
  char *uri;
  char sender[17]; /* this process, whose own news are no news to it */
  OutlayBulletinFunc heard;
  gpointer data;
  GThread *thread;
  int wake;
  int is_stopping; /* atomic */
};

/* --- telling --- */

static gboolean
send (OutlayConnection *db, GString *notice, GError **error)
{
  return outlay_connection_run (db, error, "postgresql/announce", "s", notice->str);
}

/* Sends what was gathered first, where the line would be too much. */
static gboolean
add_line (OutlayBulletin *self,
          OutlayConnection *db,
          GString *notice,
          const char *kind,
          const char *company,
          const char *topic,
          GError **error)
{
  if (notice->len > MAX_NOTICE)
    {
      if (!send (db, notice, error))
        return FALSE;
      g_string_assign (notice, self->sender);
    }

  g_string_append_printf (notice, "\n%s %s %s", kind, company, topic);
  return TRUE;
}

gboolean
outlay_bulletin_announce (OutlayBulletin *self,
                          OutlayConnection *db,
                          const OutlayNews *news,
                          GError **error)
{
  g_autoptr (GString) notice = g_string_new (self->sender);

  if (news->forgets_identities && !add_line (self, db, notice, "identities", "", "", error))
    return FALSE;
  for (guint i = 0; i < news->n_topics; i += 2)
    if (!add_line (self, db, notice, "topic", news->topics[i], news->topics[i + 1], error))
      return FALSE;
  for (guint i = 0; i < news->n_companies; i++)
    if (!add_line (self, db, notice, "company", news->companies[i], "", error))
      return FALSE;

  return send (db, notice, error);
}

/* --- listening --- */

static void
read_notice (OutlayBulletin *self, const char *notice)
{
  g_auto (GStrv) lines = g_strsplit (notice, "\n", -1);
  g_autoptr (GPtrArray) companies = g_ptr_array_new ();
  g_autoptr (GPtrArray) topics = g_ptr_array_new ();
  OutlayNews news = { 0 };

  if (lines[0] == NULL || g_str_equal (lines[0], self->sender))
    return;

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 3);

      if (g_strv_length (words) < 3)
        continue;
      if (g_str_equal (words[0], "identities"))
        news.forgets_identities = TRUE;
      else if (g_str_equal (words[0], "company"))
        g_ptr_array_add (companies, (gpointer) g_intern_string (words[1]));
      else if (g_str_equal (words[0], "topic"))
        {
          g_ptr_array_add (topics, (gpointer) g_intern_string (words[1]));
          g_ptr_array_add (topics, (gpointer) g_intern_string (words[2]));
        }
    }

  news.companies = (const char *const *) companies->pdata;
  news.n_companies = companies->len;
  news.topics = (const char *const *) topics->pdata;
  news.n_topics = topics->len;
  self->heard (&news, self->data);
}

/* Until the connection is lost or nobody wants to hear more. Returns whether anything could be heard. */
static gboolean
listen_to_others (OutlayBulletin *self, GError **error)
{
  g_autoptr (OutlayConnection)
      db = outlay_connection_open (self->uri, OUTLAY_OPEN_EXISTING, NULL, error);

  if (db == NULL || !outlay_connection_listen (db, CHANNEL, error))
    return FALSE;

  /* What was told before nobody has heard. */
  self->heard (NULL, self->data);

  while (!g_atomic_int_get (&self->is_stopping))
    {
      g_autofree char *notice = outlay_connection_await_notice (db, self->wake, error);

      if (notice == NULL)
        break;
      read_notice (self, notice);
    }

  return TRUE;
}

static gpointer
bulletin_thread (gpointer data)
{
  OutlayBulletin *self = data;
  guint n_failures = 0;

  while (!g_atomic_int_get (&self->is_stopping))
    {
      g_autoptr (GError) error = NULL;
      GPollFD polled = { self->wake, G_IO_IN, 0 };

      if (listen_to_others (self, &error))
        n_failures = 0;

      /* It is said once, and tried again at once the first time. */
      if (error != NULL && n_failures++ == 0)
        g_message ("other processes are not heard: %s", error->message);
      else if (error != NULL)
        g_poll (&polled, 1, RETRY_MS);
    }

  return NULL;
}

OutlayBulletin *
outlay_bulletin_new (const char *uri, OutlayBulletinFunc heard, gpointer data)
{
  OutlayBulletin *self = g_new0 (OutlayBulletin, 1);

  self->uri = g_strdup (uri);
  self->heard = heard;
  self->data = data;
  g_snprintf (self->sender, sizeof self->sender, "%08x%08x", g_random_int (), g_random_int ());
  self->wake = eventfd (0, EFD_CLOEXEC);
  g_assert (self->wake >= 0);
  self->thread = g_thread_new ("bulletin", bulletin_thread, self);

  return self;
}

void
outlay_bulletin_free (OutlayBulletin *self)
{
  const guint64 one = 1;

  g_atomic_int_set (&self->is_stopping, TRUE);
  if (write (self->wake, &one, sizeof one) < 0)
    g_error ("waking a thread: %m");
  g_thread_join (self->thread);

  close (self->wake);
  g_free (self->uri);
  g_free (self);
}

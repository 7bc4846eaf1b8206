/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "outlay-test-redis.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

struct _OutlayTestRedis
{
  char *folder;
  char *path;
  char *address;
  char *password;
  GSubprocess *process; /* (nullable) */
};

OutlayTestRedis *
outlay_test_redis_new (const char *password)
{
  OutlayTestRedis *self = g_new0 (OutlayTestRedis, 1);

  self->folder = g_dir_make_tmp ("outlay-redis-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->path = g_build_filename (self->folder, "redis.sock", NULL);
  self->address = g_strconcat ("unix:", self->path, NULL);
  self->password = g_strdup (password);

  return self;
}

const char *
outlay_test_redis_get_address (OutlayTestRedis *self)
{
  return self->address;
}

const char *
outlay_test_redis_get_path (OutlayTestRedis *self)
{
  return self->path;
}

void
outlay_test_redis_start (OutlayTestRedis *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (self->process);
  self->process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "redis-server",
      "--port", "0", "--unixsocket", self->path, "--save", "", "--appendonly", "no", "--dir",
      self->folder, "--daemonize", "no", "--maxmemory-policy", "noeviction",
      self->password != NULL ? "--requirepass" : NULL, self->password, NULL);
  g_assert_no_error (error);

  for (int i = 0; i < 400 && !g_file_test (self->path, G_FILE_TEST_EXISTS); i++)
    g_usleep (25000);
  g_assert_true (g_file_test (self->path, G_FILE_TEST_EXISTS));
}

void
outlay_test_redis_kill (OutlayTestRedis *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  g_unlink (self->path);
}

static GPid
get_pid (OutlayTestRedis *self)
{
  return (GPid) g_ascii_strtoll (g_subprocess_get_identifier (self->process), NULL, 10);
}

static gboolean
is_paused (OutlayTestRedis *self)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", get_pid (self));
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && strstr (text, ") T ") != NULL;
}

void
outlay_test_redis_pause (OutlayTestRedis *self)
{
  kill (get_pid (self), SIGSTOP);
  for (int i = 0; i < 400 && !is_paused (self); i++)
    g_usleep (5000);
  g_assert_true (is_paused (self));
}

void
outlay_test_redis_go_on (OutlayTestRedis *self)
{
  kill (get_pid (self), SIGCONT);
}

char *
outlay_test_redis_ask (OutlayTestRedis *self, const char *const *words)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_strv_builder_add_many (builder, "redis-cli", "-s", self->path, NULL);
  if (self->password != NULL)
    g_strv_builder_add_many (builder, "--no-auth-warning", "-a", self->password, NULL);
  g_strv_builder_addv (builder, (const char **) words);
  arguments = g_strv_builder_end (builder);

  process = g_subprocess_newv ((const char *const *) arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);

  return g_strchomp (output);
}

void
outlay_test_redis_free (OutlayTestRedis *self)
{
  if (self->process != NULL)
    outlay_test_redis_kill (self);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->address);
  g_free (self->password);
  g_free (self);
}

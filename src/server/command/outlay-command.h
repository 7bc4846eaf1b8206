/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-settings.h"

G_BEGIN_DECLS

/**
 * OutlayCommand:
 * @name: as it is typed, "user add" included
 * @options: the settings it knows, as its help shows them
 * @takes_settings: whether its help lists every setting, before @options
 * @run: gets what follows the name; returns the exit status: 0 when done, 1 when not, 2 for a
 *   mistake in the command line
 *
 * One thing that `outlayd` can be told to do.
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  const char *options;
  int (*run) (int n_arguments, char **arguments);
  gboolean takes_settings;
} OutlayCommand;

extern const OutlayCommand outlay_serve_command;
extern const OutlayCommand outlay_user_add_command;
extern const OutlayCommand outlay_user_password_command;
extern const OutlayCommand outlay_migrate_command;
extern const OutlayCommand outlay_check_command;
extern const OutlayCommand outlay_backup_command;
extern const OutlayCommand outlay_restore_command;
extern const OutlayCommand outlay_demo_command;
extern const OutlayCommand outlay_rates_import_command;
extern const OutlayCommand outlay_health_command;
extern const OutlayCommand outlay_pack_export_command;
extern const OutlayCommand outlay_pack_verify_command;
extern const OutlayCommand outlay_pack_import_command;
extern const OutlayCommand outlay_key_new_command;
extern const OutlayCommand outlay_key_rotate_command;
extern const OutlayCommand outlay_proofs_encrypt_command;
extern const OutlayCommand outlay_proofs_decrypt_command;
extern const OutlayCommand outlay_proofs_sweep_command;

/**
 * OutlayCommandLine:
 * @settings: from command line, environment, file and defaults
 * @values: of the command's own options, in the order of their names; borrowed, each (nullable)
 * @words: that are no options
 *
 * A command line taken apart.
 */
typedef struct
{
  OutlaySettings *settings;
  char          **values;
  char          **words;
} OutlayCommandLine;

void outlay_command_line_clear (OutlayCommandLine *self);

/**
 * outlay_command_line_parse:
 * @own: (array zero-terminated=1): names of the options that are not settings, without dashes;
 *   one that ends in `!` takes no value, and has one when it was given
 *
 * Prints what is wrong. Returns: whether all is well
 */
gboolean outlay_command_line_parse (OutlayCommandLine *self,
                                    int                n_arguments,
                                    char             **arguments,
                                    const char *const *own,
                                    guint              n_words);

/* Prints the error as one line and returns 1. */
int outlay_command_fail (const GError *error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlayCommandLine, outlay_command_line_clear)

G_END_DECLS

"""Read models: disposable, rebuilt from the ledger, never migrated."""

"""Why a run went as it did: its decisions taken apart."""

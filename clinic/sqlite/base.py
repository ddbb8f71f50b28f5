"""The connection that `ENGINE` in the settings asks for."""

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from clinic.sqlite.turns import turns_at


class DatabaseWrapper(base.DatabaseWrapper):
    """A transaction waits for its turn, so that it finds the file free when it begins."""

    has_turn = False

    def _start_transaction_under_autocommit(self):
        if not self.is_in_memory_db():
            self._take_turn()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._give_turn_back()
            raise

    def _commit(self):
        super()._commit()
        self._give_turn_back()  # not where that failed: then it is rolled back, or closed

    def _rollback(self):
        super()._rollback()
        self._give_turn_back()

    def _close(self):
        try:
            super()._close()
        finally:
            self._give_turn_back()

    def _take_turn(self):
        try:
            self.has_turn = self._turns.take(self.settings_dict["OPTIONS"]["timeout"])
        except OSError as error:
            raise OperationalError(f"no turn can be taken: {error.strerror}") from error
        if not self.has_turn:
            raise OperationalError("database is locked")

    def _give_turn_back(self):
        if self.has_turn:
            self.has_turn = False
            self._turns.give_back()

    @property
    def _turns(self):
        return turns_at(str(self.settings_dict["NAME"]))

"""What programs read and do at the desk by JSON, under ``/api/v1``, each with a token of narrow scope.

Each operation is a row of one table, with the scope and the right that it needs, what it takes and what it
answers as typed models. The server, the OpenAPI file in docs/ and the tests are made from that table. An
operation calls the function that the page and the command call. Approving and waiving are not among them.
"""

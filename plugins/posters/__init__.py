"""What is printed for the evening of the Projektbörse: how much goes onto a sheet, QR codes, PDF."""
